// Orders the outlets of the heat map so that those who share stand together: average linkage (Sokal and Michener
// 1958), and at each join the ends that are most alike are put beside each other. Cost: cubic, for up to 100 outlets.

export function seriate(size: number, similarity: (a: number, b: number) => number): number[] {
  const groups: (number[] | null)[] = Array.from({ length: size }, (_, i) => [i]);
  const links = groups.map((_, i) => groups.map((_, j) => (i === j ? 0 : similarity(i, j))));
  const link = (i: number, j: number) => links[i]?.[j] ?? 0;
  for (let joins = 1; joins < size; joins++) {
    let best = -1;
    let [x, y] = [0, 0];
    for (let i = 0; i < size; i++) {
      if (!groups[i]) continue;
      for (let j = i + 1; j < size; j++) {
        if (groups[j] && link(i, j) > best) [best, x, y] = [link(i, j), i, j];
      }
    }
    const [a, b] = [groups[x] ?? [], groups[y] ?? []];
    const turned = (list: number[]) => [...list].reverse();
    const ways = [[a, b], [a, turned(b)], [turned(a), b], [turned(a), turned(b)]] as [number[], number[]][];
    const end = ([p, q]: [number[], number[]]) => similarity(p[p.length - 1] ?? 0, q[0] ?? 0);
    let way = ways[0] as [number[], number[]];
    for (const other of ways) if (end(other) > end(way)) way = other;
    for (let k = 0; k < size; k++) {
      if (k === x || k === y || !groups[k]) continue;
      const joined = (link(x, k) * a.length + link(y, k) * b.length) / (a.length + b.length);
      (links[x] as number[])[k] = joined;
      (links[k] as number[])[x] = joined;
    }
    groups[x] = [...way[0], ...way[1]];
    groups[y] = null;
  }
  return groups.find((g) => g !== null) ?? [];
}
