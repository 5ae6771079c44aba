//! English: cue verbs by strength, and the words that tell where a noun phrase begins and ends.

use super::{
    ABBREVIATION, ACCORDING, ADDRESSING, ADVERB, AUXILIARY, BE, COLLECTIVE, CONJUNCTION, DETERMINER, DOCUMENT,
    FEMININE, GIVEN, MASCULINE, MEDIUM, NAME_PART, NAMING, NOUNISH, OFFICE, ORGANISATION, PARTICIPLE, PLACE, PLURAL,
    PREPOSITION, PRONOUN, RELATIVE, ROLE, STRONG, SUBORDINATE, TIME, TITLE, Table, VERB, WEAK, WORK,
};

/// The words of English.
pub(super) const TABLE: Table = &[
    (
        STRONG,
        "said says wrote writes tweeted tweets added adds quipped joked jokes exclaimed declared declares",
    ),
    (
        STRONG,
        "explained explains stressed stresses insisted insists replied replies responded responds remarked recalled recalls",
    ),
    (
        STRONG,
        "quoth posted texted opined asserted asserts commented shouted shouts yelled chanted whispered muttered mused",
    ),
    (
        STRONG,
        "concluded concludes continued continues testified reiterated retorted countered stated noted notes",
    ),
    (STRONG | ADDRESSING, "told tells asked asks"),
    (
        STRONG | NOUNISH,
        "say write tweet add joke explain insist remark reply tell",
    ),
    (
        STRONG | PARTICIPLE,
        "saying writing telling tweeting adding quipping joking declaring explaining stressing insisting",
    ),
    (
        STRONG | PARTICIPLE,
        "replying responding remarking recalling noting stating concluding shouting yelling chanting asserting",
    ),
    (
        MEDIUM | PARTICIPLE,
        "warning arguing claiming calling describing asking urging announcing alleging boasting",
    ),
    (
        MEDIUM | PARTICIPLE,
        "suggesting promising vowing pledging complaining lamenting acknowledging admitting conceding predicting",
    ),
    (
        MEDIUM | PARTICIPLE,
        "emphasizing emphasising contending maintaining labeling labelling branding dubbing referring commenting",
    ),
    (
        WEAK | PARTICIPLE,
        "accusing criticizing criticising praising blasting slamming mocking denouncing citing quoting believing",
    ),
    (
        WEAK | PARTICIPLE,
        "reading thinking demanding expressing hailing dismissing rejecting questioning comparing blaming ripping",
    ),
    (
        MEDIUM,
        "announced announces argued argues warned warns claimed described describes acknowledged acknowledges admitted admits",
    ),
    (
        MEDIUM,
        "alleged alleges boasted bragged brags confirmed confirms conceded concedes contended contends cautioned",
    ),
    (
        MEDIUM,
        "complained complains confessed denied denies emphasized emphasised emphasizes highlighted joined lamented laments",
    ),
    (
        MEDIUM,
        "maintained maintains mentioned observed observes pledged pledges pointed predicted predicts proclaimed promised",
    ),
    (
        MEDIUM,
        "pronounced proposed protested quoted reported revealed reveals suggested suggests summarized summed taunted",
    ),
    (
        MEDIUM,
        "thundered underlined underscored urged vowed vows volunteered speculated snapped scoffed ranted railed prayed",
    ),
    (
        MEDIUM,
        "intoned interjected implored hinted gushed fumed elaborated echoed echoes demanded deadpanned cried croaked",
    ),
    (
        MEDIUM,
        "boomed blared demurred blurted bemoaned assured affirmed advised  addressed answered apologized began clarified",
    ),
    (
        MEDIUM,
        "called tagged labeled labelled termed characterized characterised branded dubbed deemed informed instructed inquired interrupted",
    ),
    (
        MEDIUM,
        "pleaded pressed preached recounted remembered repeated sang screamed sighed spoke stammered tweeted typed",
    ),
    (
        MEDIUM,
        "wondered wonders yelled read reads captioned signed grumbled groused growled reflected reasoned theorized",
    ),
    (
        MEDIUM | NOUNISH,
        "claims calls reports comments states remarks demands promises vow warn argue describe acknowledge admit",
    ),
    (
        MEDIUM | NOUNISH,
        "contend suggest announce predict maintain agree complain call answers claim report",
    ),
    (
        WEAK,
        "accused accuses assailed attacked attacks blasted blasts blamed criticized criticised criticizes decried defended denounced",
    ),
    (
        WEAK,
        "dismissed dismisses disputed doubted expressed expresses feared hailed hoped hopes knocked lauded lobbied mocked",
    ),
    (
        WEAK,
        "objected offered opposed praised praises questioned raised rebuked rejected rejects ridiculed ripped scolded",
    ),
    (
        WEAK,
        "agreed agrees slammed slams spoken supported thinks thought believes believed considers considered cited cites compared",
    ),
    (
        WEAK,
        "condemned concurred derided discussed discusses endorsed feels felt heard imagined invoked learned likened",
    ),
    (
        WEAK,
        "introduced invited knows knew noticed ordered outlined painted portrayed proved published",
    ),
    (
        WEAK,
        "recommended refers referred refused refuses regretted released requested saw sees seeks sought swore teased thanked",
    ),
    (
        WEAK,
        "threatened touted used uses wanted wants warned welcomed bashed chided lashed fired tore trashed used",
    ),
    (WEAK | NOUNISH, "believe think hope feel fear consider know want refer"),
    (ACCORDING, "according per"),
    (PRONOUN | MASCULINE, "he"),
    (PRONOUN | FEMININE, "she"),
    (PRONOUN | PLURAL, "they it we you i"),
    (
        PRONOUN | PLURAL,
        "everyone someone nobody one others many some several most both",
    ),
    (
        DETERMINER,
        "the a an this that these those his her its their our my your each every another any no all",
    ),
    (
        DETERMINER,
        "some several many two three four five six seven eight nine ten dozens hundreds thousands one both most",
    ),
    (
        PREPOSITION,
        "of in on at by for with from to into onto about against among amid between during without within",
    ),
    (
        PREPOSITION,
        "through throughout toward towards upon over under near outside inside across behind beyond via including",
    ),
    (
        PREPOSITION,
        "despite like unlike alongside around above below regarding concerning ahead following off up down out than per",
    ),
    (CONJUNCTION, "and but or nor yet so then &"),
    (
        AUXILIARY | BE,
        "is are was were be been being am isn't wasn't weren't aren't got",
    ),
    (
        AUXILIARY,
        "has have had having does do did will would shall should can could may might must",
    ),
    (
        AUXILIARY,
        "not never n't isn't wasn't aren't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't cannot couldn't",
    ),
    (AUXILIARY, "ought he's she's it's"),
    (
        ADVERB,
        "also later then once again still recently earlier previously already now today yesterday tomorrow tonight even just only",
    ),
    (
        ADVERB,
        "however meanwhile moreover furthermore nevertheless nonetheless instead additionally finally first second third last next",
    ),
    (
        ADVERB,
        "famously repeatedly often always sometimes frequently simply reportedly allegedly apparently too further perhaps",
    ),
    (
        ADVERB,
        "separately specifically similarly indeed rather quite very much soon afterwards afterward thus therefore here there",
    ),
    (ADVERB, "ago back long ever well more yes no oh nearby overall asked"),
    (RELATIVE, "who which whose whom where"),
    (
        SUBORDINATE,
        "that when while after before since because if unless until although though as whether why how what once where whereas",
    ),
    (
        TIME,
        "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march april june july",
    ),
    (
        TIME,
        "august september october november december jan feb aug sept oct nov dec morning afternoon evening night week month year day",
    ),
    (
        VERB,
        "went goes came comes met meets made makes took takes gave gives got gets did visited won lost led leads left kept",
    ),
    (
        VERB,
        "brought sent put set ran runs held holds began became becomes remains remained appeared appears seemed seems seem",
    ),
    (
        VERB,
        "turned started stopped tried failed decided received faced joined returned arrived opened closed launched signed",
    ),
    (
        VERB,
        "sat stood spent served played worked works lives lived died killed needs need hit drew found finds moved grew",
    ),
    (
        VERB,
        "issued appeared attended traveled travelled campaigned delivered walked pushed pulled followed follows urged drove",
    ),
    (
        NAMING,
        "so-called dubbed nicknamed known called titled entitled named termed labeled alias aka phrase word words term hashtag slogan",
    ),
    (
        TITLE | MASCULINE | ABBREVIATION,
        "mr sir lord mister prince king pope father duke",
    ),
    (
        TITLE | FEMININE | ABBREVIATION,
        "mrs ms miss madam dame lady princess queen sister duchess",
    ),
    (
        TITLE | ABBREVIATION,
        "dr prof rev sen rep gov gen col lt sgt capt maj cmdr adm hon judge justice pastor rabbi imam sheikh ayatollah",
    ),
    (
        TITLE | ABBREVIATION,
        "det supt insp cpl pvt fr st messrs ald pres sens reps govs cllr pfc",
    ),
    (
        ABBREVIATION,
        "jan feb aug sept oct nov dec mon tue wed thu fri jr inc ltd co corp vs etc no vol ave blvd dept est ft mt u.s u.k u.n e.g i.e a.m p.m calif fla mass mich minn",
    ),
    (
        ABBREVIATION,
        "penn tenn tex wash wis ariz colo conn ill ind kan ky la md miss mo mont neb nev okla ore va vt wyo ga del ala ark assn bros dist",
    ),
    (
        ROLE,
        "undersecretary campaigner attendee survivor shopkeeper constable spokesman spokesperson president secretary minister senator congressman representative governor mayor director",
    ),
    (
        ROLE,
        "chairman chairwoman chair chairperson chief head leader captain general colonel lieutenant sergeant major admiral commander",
    ),
    (
        ROLE,
        "professor analyst economist lawyer attorney prosecutor judge detective officer official ambassador envoy diplomat counterpart",
    ),
    (
        ROLE,
        "strategist adviser advisor aide manager editor reporter correspondent columnist author writer journalist",
    ),
    (
        ROLE,
        "anchor host commentator actor actress singer coach player founder ceo executive owner partner",
    ),
    (
        ROLE,
        "candidate nominee frontrunner front-runner billionaire businessman businesswoman mogul lawmaker legislator",
    ),
    (
        ROLE,
        "democrat republican speaker premier chancellor commissioner superintendent sheriff inspector deputy",
    ),
    (
        ROLE,
        "vice-president teacher doctor scientist researcher expert historian activist organizer pollster pundit",
    ),
    (
        ROLE,
        "witness neighbor neighbour resident man woman boy girl father mother son daughter brother sister wife husband friend",
    ),
    (
        ROLE,
        "source student farmer worker voter veteran soldier priest bishop archbishop cardinal pope king queen prince",
    ),
    (
        ROLE,
        "moderator scholar psychologist consultant staffer volunteer supporter critic delegate contributor fellow rival",
    ),
    (
        ROLE | MASCULINE,
        "congressman businessman father son brother husband king prince uncle",
    ),
    (
        ROLE | FEMININE,
        "spokeswoman congresswoman chairwoman businesswoman actress mother daughter sister wife queen princess aunt",
    ),
    (
        COLLECTIVE,
        "officials residents ministers sources witnesses protesters activists experts analysts people critics supporters",
    ),
    (
        COLLECTIVE,
        "lawmakers republicans democrats prosecutors investigators authorities reporters researchers scientists voters",
    ),
    (
        COLLECTIVE,
        "leaders members neighbors neighbours friends aides advisers advisors officers families doctors lawyers diplomats",
    ),
    (
        COLLECTIVE,
        "observers economists students teachers workers rebels militants soldiers parents opponents rivals strategists",
    ),
    (
        COLLECTIVE,
        "senators congressmen governors campaigns organizers commentators pundits conservatives liberals progressives",
    ),
    (
        COLLECTIVE,
        "demonstrators editors journalists colleagues attorneys spokespeople executives candidates relatives crowd crowds audience",
    ),
    (
        ORGANISATION,
        "ministry department council committee commission agency university party institute association union organization",
    ),
    (
        ORGANISATION,
        "organisation bank company group court police army government administration office bureau campaign center centre",
    ),
    (
        ORGANISATION,
        "foundation corporation board service network news times post journal magazine newspaper embassy parliament senate",
    ),
    (
        ORGANISATION,
        "congress house white kremlin pentagon federation force forces navy coalition alliance school college church",
    ),
    (
        ORGANISATION,
        "paper outlet site hospital team club league society authority conference nations caucus pac fund trust firm press",
    ),
    (
        DOCUMENT,
        "statement report tweet letter email e-mail memo post article editorial headline poll survey study release speech interview",
    ),
    (
        DOCUMENT,
        "filing complaint indictment message sign signs banner banners caption ad poster placard cover website document ruling book essay op-ed blog video transcript",
    ),
    (
        WORK,
        "book film movie song album show series novel play poem program programme documentary memoir essay column podcast titled",
    ),
    (
        WORK,
        "signs banners sign banner ad poster placard cover caption entitled single sitcom ballad anthem hit musical opera episode segment report editorial headlined op-ed hosts host starred starring",
    ),
    (
        OFFICE,
        "former acting interim longtime veteran fellow retired state defense defence staff treasury commerce labor labour energy education interior agriculture homeland security foreign",
    ),
    (
        OFFICE,
        "affairs health justice transportation finance war environment trade police information public relations communications operations",
    ),
    (
        NAME_PART,
        "de la del der den van von bin ibn al el abu ben bint di da do dos du le st y mac ten ter zu al- san",
    ),
    (
        GIVEN | MASCULINE,
        "james john robert michael mike william bill david richard joseph joe thomas tom charles chris christopher daniel dan",
    ),
    (
        GIVEN | MASCULINE,
        "matthew matt anthony tony mark donald steven steve paul andrew joshua josh kenneth ken kevin brian george timothy tim",
    ),
    (
        GIVEN | MASCULINE,
        "ronald ron edward ed jason jeffrey jeff ryan jacob gary nicholas nick eric jonathan stephen larry justin scott brandon",
    ),
    (
        GIVEN | MASCULINE,
        "benjamin samuel sam gregory greg alexander frank patrick raymond ray jack dennis jerry tyler aaron jose adam nathan",
    ),
    (
        GIVEN | MASCULINE,
        "henry peter pete douglas doug zachary kyle walter ethan jeremy harold keith christian roger noah gerald carl terry",
    ),
    (
        GIVEN | MASCULINE,
        "sean austin arthur lawrence jesse dylan bryan jordan billy bruce albert willie gabriel logan alan juan wayne roy",
    ),
    (
        GIVEN | MASCULINE,
        "ralph randy eugene vincent russell louis bobby philip phil johnny bernie barack newt rand marco ted jeb rick ben mitt",
    ),
    (
        GIVEN | MASCULINE,
        "sergei sergey vladimir mohammed muhammad ahmed ali hassan ibrahim omar jim bob rob don charlie martin ian simon neil",
    ),
    (
        GIVEN | MASCULINE,
        "hans karl klaus jean pierre francois carlos luis miguel jorge pedro antonio mario dmitry igor ivan boris jens harry",
    ),
    (
        GIVEN | MASCULINE,
        "chad wolf glenn lester jared karl doug corey reince roland glenn rush julian chuck lindsey dick hugh stuart craig derek alex max leo oscar fred ted norman",
    ),
    (
        GIVEN | FEMININE,
        "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley",
    ),
    (
        GIVEN | FEMININE,
        "kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen",
    ),
    (
        GIVEN | FEMININE,
        "angela shirley emma brenda pamela nicole anna samantha katherine christine helen debra rachel carolyn janet maria",
    ),
    (
        GIVEN | FEMININE,
        "heather diane olivia julie joyce virginia victoria kelly lauren christina joan evelyn judith andrea hannah megan",
    ),
    (
        GIVEN | FEMININE,
        "cheryl jacqueline martha madison teresa gloria sara janice ann kathryn abigail sophia frances jean alice judy",
    ),
    (
        GIVEN | FEMININE,
        "julia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla",
    ),
    (
        GIVEN | FEMININE,
        "alexis lori hillary chelsea ivanka melania carly condoleezza kellyanne megyn huma claire kate jane jill sally nikki",
    ),
    (
        GIVEN | FEMININE,
        "mika kayleigh kirsten amber hope katrina sally anne elena olga natalia fatima aisha angelina monica paula wendy tina ruth rosa loretta debbie",
    ),
    (
        PLACE,
        "democratic republican gop us u.s u.s. uk u.k u.k. un u.n u.n. eu american america russia russian china chinese britain british france french germany german israel",
    ),
    (
        PLACE,
        "israeli iran iranian iraq iraqi syria syrian turkey turkish mexico mexican canada canadian japan japanese india",
    ),
    (
        PLACE,
        "indian pakistan pakistani saudi egypt egyptian ukraine ukrainian poland polish italy italian spain spanish greece greek",
    ),
    (
        PLACE,
        "australia australian korea korean cuba cuban brazil brazilian afghanistan afghan libya libyan yemen qatar jordan",
    ),
    (
        PLACE,
        "lebanon washington moscow london paris berlin beijing brussels geneva aleppo damascus tehran jerusalem europe european",
    ),
    (
        PLACE,
        "african africa asian asia arab muslim islamic western gulf palestinian gaza ohio texas florida iowa hampshire california",
    ),
    (
        PLACE,
        "virginia pennsylvania michigan wisconsin nevada colorado georgia arizona kentucky indiana illinois minnesota missouri",
    ),
    (
        PLACE,
        "york jersey carolina dakota massachusetts vermont maine maryland louisiana alabama mississippi oklahoma tennessee",
    ),
    (
        PLACE,
        "utah oregon nebraska kansas arkansas connecticut delaware chicago boston philadelphia cleveland detroit dallas houston",
    ),
    (
        PLACE,
        "ireland irish scotland scottish wales welsh england english norway norwegian sweden swedish dutch netherlands belgium",
    ),
    (
        PLACE,
        "belgian swiss switzerland austria austrian hungary hungarian czech venezuela argentina colombia kenya nigeria nigerian",
    ),
];

/// Given names, places and name particles: they serve every language.
pub(super) const NAMES: Table = &[
    (
        GIVEN | MASCULINE,
        "john james robert michael david william richard thomas mark jean pierre françois emmanuel nicolas jacques michel",
    ),
    (
        GIVEN | MASCULINE,
        "philippe alain laurent bruno olivier gérald hans karl klaus peter jürgen wolfgang olaf christian markus horst frank",
    ),
    (
        GIVEN | MASCULINE,
        "friedrich sigmar heiko thomas martin stefan andreas josé juan pedro luis carlos mariano pablo miguel antonio javier",
    ),
    (
        GIVEN | MASCULINE,
        "manuel fernando jorge francisco sergei wladimir vladimir",
    ),
    (
        GIVEN | FEMININE,
        "marie anne claire sophie nathalie isabelle christine ségolène anna angela ursula annalena katrin sabine andrea",
    ),
    (
        GIVEN | FEMININE,
        "maría ana carmen isabel lucía elena laura marta cristina soraya",
    ),
    (NAME_PART, "de la del der den van von bin ibn al el abu di da dos du le"),
];
