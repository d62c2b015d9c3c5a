/** Kinds of text that the API's contract tells apart; the first that fits counts. */
const KINDS: ReadonlyArray<[kind: string, pattern: RegExp]> = [
	['empty', /^$/],
	['…@g.us', /@g\.us$/],
	['…@newsletter', /@newsletter$/],
	['…@lid', /@lid$/],
	['…:device@s.whatsapp.net', /:\d+@s\.whatsapp\.net$/],
	['…@s.whatsapp.net', /@s\.whatsapp\.net$/],
	['digits', /^\d+$/],
	['+digits', /^\+\d+$/],
	['time', /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/],
	['URL', /^https?:/],
	['HTML', /^\s*</],
];

/** Longest list of different forms that is told of one list. */
const MOST_FORMS = 3;

/**
 * What a value looks like and never what it is: types, kinds of text, names of fields.
 * @example `{ id: text (…@g.us), name: text }`
 */
export function form(value: unknown): string {
	if (value === null) return 'null';
	if (typeof value === 'string') return textForm(value);
	if (Array.isArray(value)) return listForm(value);
	if (typeof value === 'object') {
		const fields = Object.entries(value).map(([name, one]) => `${fieldName(name)}: ${form(one)}`);
		return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{}';
	}
	return typeof value;
}

/** The name of a field, unless it looks like data: an API may use ids or numbers as names. */
export function fieldName(name: string): string {
	const isName = /^[A-Za-z_$][\w.-]{0,39}$/.test(name) && (name.match(/\d/g) ?? []).length < 4;
	return isName ? name : '<data>';
}

/** A word of a fixed list, such as a status or a code, or undefined for whatever else a text may be. */
export function fixedWord(value: unknown): string | undefined {
	return typeof value === 'string' && /^([A-Z][A-Z0-9_]{1,59}|[a-z][a-z_]{1,23})$/.test(value)
		? value
		: undefined;
}

function textForm(text: string): string {
	const kind = KINDS.find(([, pattern]) => pattern.test(text))?.[0];
	return kind === undefined ? 'text' : `text (${kind})`;
}

function listForm(list: unknown[]): string {
	const forms = [...new Set(list.map(form))];
	const shown = forms.slice(0, MOST_FORMS).join(' | ');
	return forms.length > MOST_FORMS ? `[${shown} | …]` : `[${shown}]`;
}
