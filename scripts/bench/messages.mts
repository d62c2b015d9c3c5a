/** The id of the nth group of the benchmarks. */
export function groupId(n: number): string {
	return `1203630000${String(n).padStart(8, '0')}@g.us`;
}

/** The text of the message of an item. */
export function textOf(index: number): string {
	return `Bom dia! A obra começa às 8h. (${index})`;
}

/** The item that a text belongs to. */
export function indexOf(text: string): number {
	return Number(/\((\d+)\)$/.exec(text)?.[1] ?? -1);
}
