//! The same four cases in any script: a copy, an edited copy, paragraphs in another order, other news.
//!
//! Through `text::stream` and `align`, and through `diff` with its offsets in code points.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use dedupe::align::{self, MatchKind, SeedIndex, align};
use dedupe::article::Article;
use dedupe::pipeline::{Diff, Op, Params, diff};
use dedupe::text::{stream, tokenize};
use unicode_normalization::UnicodeNormalization;

struct Story {
    language: &'static str,
    paragraphs: [&'static str; 2],
    /// One in each paragraph.
    edits: [(&'static str, &'static str); 2],
    unrelated: &'static str,
}

const STORIES: [Story; 9] = [
    Story {
        language: "Arabic",
        paragraphs: [
            "أغلق ميناء الخليج الصغير أبوابه صباح الاثنين بعدما رفض عمال الرافعات بدء نوبتهم احتجاجا على قواعد جديدة تقضي بخصم أجر يوم كامل عن كل خطأ يقعون فيه.",
            "وقالت مديرة الميناء ليلى منصور للصحفيين إن المفاوضات ما زالت مستمرة وإن أربع عشرة سفينة تنتظر خارج المرفأ ولم تطلب أي منها حتى الآن التوجه إلى ميناء آخر.",
        ],
        edits: [("الاثنين", "الثلاثاء"), ("المفاوضات", "المحادثات")],
        unrelated: "ستعير مكتبة المدينة قراءها أدوات البستنة ابتداء من شهر مايو لأن المجارف والمقصات هي أكثر ما يطلبه الناس بعد الروايات والخرائط كما أعلن مديرها أمس.",
    },
    Story {
        language: "Russian",
        paragraphs: [
            "Порт Вязина закрылся в понедельник утром, когда крановщики отказались выйти на смену из-за новых правил, по которым за каждую ошибку с них будут удерживать дневной заработок.",
            "Начальник порта Ирина Вельская сказала журналистам, что переговоры продолжаются, а четырнадцать судов ждут на рейде и ни одно из них пока не просило перейти в другую гавань.",
        ],
        edits: [("понедельник", "вторник"), ("четырнадцать", "сорок")],
        unrelated: "Городская библиотека с мая будет выдавать на дом садовый инструмент, потому что лопаты и секаторы читатели просят чаще всего после романов и карт, сообщил её директор.",
    },
    Story {
        language: "Chinese",
        paragraphs: [
            "海湾港周一清晨停止运作，起重机司机拒绝上班，抗议新规定：每出一次差错就要扣掉一整天的工资。",
            "港口负责人林慧芳对记者说，谈判仍在继续，目前有十四艘货船在港外等候，还没有一艘要求改去别的港口。",
        ],
        edits: [("周一", "周三"), ("十四艘", "九艘")],
        unrelated: "市图书馆从五月起向读者出借园艺工具，馆长说，除了小说和地图，人们最常问的就是铲子和剪刀。",
    },
    Story {
        language: "Japanese",
        paragraphs: [
            "湾岸港は月曜の早朝に操業を止めた。クレーンの運転士たちが、失敗のたびに一日分の賃金を差し引くという新しい規則に抗議して勤務を拒んだためだ。",
            "港の責任者である林田恵子氏は記者団に対し、交渉は続いており、十四隻の貨物船が沖で待っているが、別の港へ移りたいと求めた船はまだないと語った。",
        ],
        edits: [("月曜", "水曜"), ("十四隻", "九隻")],
        unrelated: "市立図書館は五月から園芸の道具を貸し出す。小説と地図の次によく尋ねられるのがスコップと剪定ばさみだったと館長は説明した。",
    },
    Story {
        language: "Korean",
        paragraphs: [
            "동해안의 만안항은 월요일 새벽 운영을 멈췄다. 크레인 기사들이 실수를 할 때마다 하루치 임금을 깎겠다는 새 규정에 항의해 근무를 거부했기 때문이라고 노조 간부가 현장에서 밝혔다.",
            "항만 책임자 임혜경 씨는 기자들에게 협상이 아직 이어지고 있으며 화물선 열네 척이 바깥에서 기다리고 있지만 다른 항구로 옮기겠다고 한 배는 지금까지 한 척도 없다고 말했다.",
        ],
        edits: [("월요일", "수요일"), ("열네", "아홉")],
        unrelated: "시립 도서관은 오월부터 정원 가꾸는 도구도 빌려준다. 소설과 지도 다음으로 독자들이 가장 자주 찾은 것이 삽과 가위였다고 관장이 설명했다.",
    },
    Story {
        language: "Thai",
        paragraphs: [
            "ท่าเรืออ่าวปิดทำการเช้าวันจันทร์หลังจากคนขับเครนปฏิเสธที่จะเข้ากะเพื่อประท้วงกฎใหม่ที่หักค่าจ้างทั้งวันสำหรับความผิดพลาดแต่ละครั้ง",
            "ผู้อำนวยการท่าเรือบอกนักข่าวว่าการเจรจายังดำเนินต่อไปและมีเรือสิบสี่ลำรออยู่ด้านนอกโดยยังไม่มีลำใดขอย้ายไปท่าเรืออื่น",
        ],
        edits: [("จันทร์", "พุธ"), ("สิบสี่", "ยี่สิบ")],
        unrelated: "ห้องสมุดเมืองจะให้ผู้อ่านยืมเครื่องมือทำสวนตั้งแต่เดือนพฤษภาคมเพราะพลั่วและกรรไกรเป็นสิ่งที่มีคนถามหามากที่สุดรองจากนวนิยายและแผนที่",
    },
    Story {
        language: "Greek",
        paragraphs: [
            "Το λιμάνι του Κόλπου έκλεισε τη Δευτέρα το πρωί όταν οι χειριστές των γερανών αρνήθηκαν να πιάσουν δουλειά διαμαρτυρόμενοι για τους νέους κανόνες που τους κόβουν ένα μεροκάματο για κάθε λάθος.",
            "Η διευθύντρια του λιμανιού Ελένη Βαρδάκη είπε στους δημοσιογράφους ότι οι συνομιλίες συνεχίζονται και ότι δεκατέσσερα πλοία περιμένουν έξω από τον λιμενοβραχίονα χωρίς κανένα να έχει ζητήσει άλλο λιμάνι.",
        ],
        edits: [("Δευτέρα", "Τετάρτη"), ("δεκατέσσερα", "είκοσι")],
        unrelated: "Η δημοτική βιβλιοθήκη θα δανείζει από τον Μάιο εργαλεία κήπου στους αναγνώστες της επειδή τα φτυάρια και τα ψαλίδια είναι αυτά που ζητούν συχνότερα μετά τα μυθιστορήματα.",
    },
    Story {
        language: "Hindi",
        paragraphs: [
            "खाड़ी का बंदरगाह सोमवार की सुबह बंद हो गया जब क्रेन चालकों ने नए नियमों के विरोध में काम पर आने से इनकार कर दिया जिनके अनुसार हर गलती पर पूरे दिन की मजदूरी काटी जाएगी।",
            "बंदरगाह की प्रमुख सुनीता वर्मा ने पत्रकारों से कहा कि बातचीत अभी जारी है और चौदह जहाज बाहर खड़े इंतजार कर रहे हैं लेकिन किसी ने अब तक दूसरे बंदरगाह जाने की मांग नहीं की है।",
        ],
        edits: [("सोमवार", "बुधवार"), ("चौदह", "बीस")],
        unrelated: "शहर का पुस्तकालय मई से पाठकों को बागवानी के औजार भी उधार देगा क्योंकि उपन्यासों और नक्शों के बाद लोग सबसे अधिक फावड़े और कैंचियां ही मांगते हैं।",
    },
    Story {
        language: "English",
        paragraphs: [
            "The bay’s port shut on Monday morning when crane drivers refused to start their shift in protest at new rules that cost them a whole day’s pay for each mistake they make.",
            "The port’s manager, Helen Vardy, told reporters that talks were going on and that fourteen ships were waiting outside the breakwater, none of which had asked for another harbour.",
        ],
        edits: [("Monday", "Wednesday"), ("fourteen", "twenty")],
        unrelated: "The town library will lend its readers garden tools from May, because spades and shears are what they ask for most often after novels and maps, its director said.",
    },
];

/// What stands around the copies: characters of one to four bytes.
const BEFORE: [&str; 2] = ["📰 Bay Wire №7\n\n", "Ďalšie správy — “extra” 🛳️🛳️\n\n"];
const AFTER: [&str; 2] = ["\n\n(bw)", "\n\n© žltý denník 𝟚𝟘𝟚𝟞"];

fn article(text: &str) -> Article {
    Article {
        text: text.to_owned(),
        ..Article::default()
    }
}

fn page(side: usize, paragraphs: &[&str]) -> Article {
    article(&format!("{}{}{}", BEFORE[side], paragraphs.join("\n\n"), AFTER[side]))
}

/// Compares both ways that there are, checks every offset, and gives the answer of `diff`.
fn compared(language: &str, a: &Article, b: &Article) -> Diff {
    let params = Params::default();
    let found = diff(a, b, &params);
    let (words_a, words_b) = (stream(&a.text), stream(&b.text));
    let aligned = align(
        &words_a,
        &SeedIndex::new(&words_a, &params.align),
        &words_b,
        &params.align,
    );
    assert_eq!(
        aligned.iter().map(|m| (m.words, m.kind())).collect::<Vec<_>>(),
        found.passages.iter().map(|p| (p.words, p.kind)).collect::<Vec<_>>(),
        "{language}"
    );

    let record = found.record(a, b, &params);
    let (points_a, points_b): (Vec<char>, Vec<char>) = (a.text.chars().collect(), b.text.chars().collect());
    let slice = |points: &[char], start: u32, end: u32| points[start as usize..end as usize].iter().collect::<String>();
    for (passage, written) in found.passages.iter().zip(&record.matches) {
        assert_eq!(
            slice(&points_a, written.a_start, written.a_end),
            passage.a.of(&a.text),
            "{language}"
        );
        assert_eq!(
            slice(&points_b, written.b_start, written.b_end),
            passage.b.of(&b.text),
            "{language}"
        );
        assert_eq!(passage.edits.len(), written.edits.len());
        let mut agree = 0;
        for (edit, written) in passage.edits.iter().zip(&written.edits) {
            let (in_a, in_b) = (edit.a.of(&a.text), edit.b.of(&b.text));
            assert_eq!(slice(&points_a, written.a_start, written.a_end), in_a, "{language}");
            assert_eq!(slice(&points_b, written.b_start, written.b_end), in_b, "{language}");
            if edit.op == Op::Equal {
                assert_eq!(stream(in_a), stream(in_b), "{language}");
                agree += stream(in_a).len();
            }
        }
        assert_eq!(agree, passage.words as usize, "{language}");
    }
    found
}

/// A paragraph without what stands after its last word.
fn to_last_word(text: &str) -> &str {
    &text[..tokenize(text).last().unwrap().end as usize]
}

#[test]
fn a_copy_is_one_verbatim_passage() {
    for story in &STORIES {
        let (a, b) = (page(0, &story.paragraphs), page(1, &story.paragraphs));
        let found = compared(story.language, &a, &b);
        assert_eq!(found.passages.len(), 1, "{}", story.language);
        let passage = &found.passages[0];
        let expected = to_last_word(&story.paragraphs.join("\n\n")).to_owned();
        assert_eq!(
            (passage.kind, passage.a.of(&a.text), passage.b.of(&b.text)),
            (MatchKind::Verbatim, expected.as_str(), expected.as_str()),
            "{}",
            story.language
        );
        assert!(
            passage.edits.len() == 1 && found.relation.is_some(),
            "{}",
            story.language
        );
    }
}

/// The same letters composed in another way are the same words, at other places.
#[test]
fn decomposed_letters_are_the_same() {
    for story in &STORIES {
        let plain = page(0, &story.paragraphs);
        let decomposed = article(&page(1, &story.paragraphs).text.nfd().collect::<String>());
        let found = compared(story.language, &plain, &decomposed);
        assert_eq!(found.passages.len(), 1, "{}", story.language);
        let passage = &found.passages[0];
        let odd: Vec<(&str, &str)> = passage
            .edits
            .iter()
            .filter(|e| e.op != Op::Equal)
            .map(|e| (e.a.of(&plain.text), e.b.of(&decomposed.text)))
            .collect();
        assert_eq!(
            (passage.kind, odd),
            (MatchKind::Verbatim, Vec::new()),
            "{}",
            story.language
        );
    }
}

#[test]
fn an_edited_copy_is_one_passage_with_its_edits() {
    for story in &STORIES {
        let edited: Vec<String> = story
            .paragraphs
            .iter()
            .zip(story.edits)
            .map(|(paragraph, (from, to))| {
                assert_eq!(paragraph.matches(from).count(), 1, "{}: {from}", story.language);
                paragraph.replace(from, to)
            })
            .collect();
        let edited: Vec<&str> = edited.iter().map(String::as_str).collect();
        let (a, b) = (page(0, &story.paragraphs), page(1, &edited));
        let found = compared(story.language, &a, &b);
        assert_eq!(found.passages.len(), 1, "{}", story.language);
        let passage = &found.passages[0];
        assert_eq!(passage.kind, MatchKind::Edited, "{}", story.language);
        assert_eq!(
            passage.a.of(&a.text),
            to_last_word(&story.paragraphs.join("\n\n")),
            "{}",
            story.language
        );
        // All that differs stands where it was changed, and something differs in each place.
        let places: Vec<(usize, usize)> = story
            .edits
            .iter()
            .map(|(from, _)| {
                let start = a.text.find(from).unwrap();
                (start, start + from.len())
            })
            .collect();
        let mut hit = [false; 2];
        for edit in passage.edits.iter().filter(|e| e.op != Op::Equal) {
            let at = places
                .iter()
                .position(|&(start, end)| start <= edit.a.lo() && edit.a.hi() <= end);
            assert!(at.is_some(), "{}: {:?}", story.language, edit.a.of(&a.text));
            hit[at.unwrap()] = true;
        }
        assert_eq!(hit, [true; 2], "{}", story.language);
    }
}

#[test]
fn paragraphs_in_another_order_are_two_passages() {
    for story in &STORIES {
        let [first, second] = story.paragraphs;
        let (a, b) = (page(0, &[first, second]), page(1, &[second, first]));
        let found = compared(story.language, &a, &b);
        let shown: Vec<(&str, &str)> = found
            .passages
            .iter()
            .map(|p| (p.a.of(&a.text), p.b.of(&b.text)))
            .collect();
        let whole = |paragraph| (to_last_word(paragraph), to_last_word(paragraph));
        assert_eq!(shown, [whole(first), whole(second)], "{}", story.language);
    }
}

#[test]
fn other_news_has_nothing_in_common() {
    for story in &STORIES {
        for (side, other) in [
            (0, story.unrelated),
            (1, STORIES[0].paragraphs[0]),
            (1, STORIES[1].paragraphs[1]),
        ] {
            if story.paragraphs.contains(&other) {
                continue;
            }
            let found = compared(story.language, &page(0, &story.paragraphs), &page(side, &[other]));
            assert_eq!(found.passages, [], "{}", story.language);
            assert_eq!(found.relation, None, "{}", story.language);
        }
    }
}

/// What counts as enough is counted in words; in scripts without spaces a character is one.
#[test]
fn what_is_too_short_is_no_passage() {
    let params = align::Params::default();
    for story in &STORIES {
        let tokens = tokenize(story.paragraphs[0]);
        let cut = |words: usize| &story.paragraphs[0][..tokens[words - 1].end as usize];
        let found = |words: usize| compared(story.language, &page(0, &[cut(words)]), &page(1, &[cut(words)]));
        assert_eq!(found(params.min_words).passages.len(), 1, "{}", story.language);
        assert_eq!(found(params.min_words - 1).passages.len(), 0, "{}", story.language);
    }
}
