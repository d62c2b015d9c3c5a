import { fieldName, fixedWord } from './form.mts';

/** Fields whose values are words of a fixed list, names of events or types of files. */
const FIXED =
	/^(status|state|direction|type|messageType|provider|providerKind|category|source|metaStatus|metaLanguage|environment|role|admin|event|events|code|errorCode|mediaType|mimeType)$/i;
const ID = /(^|[a-z])(id|ids|jid|lid)$/i;
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/;
/** A phone number, alone or in front of WhatsApp's ending and a device. */
const PHONE = /^(\+?)(\d{8,15})((?::\d+)?(?:@s\.whatsapp\.net|@c\.us)?)$/;
/** Who has no number for others. */
const BSUID = /^[A-Z]{2}\.[A-Za-z0-9]{5,}$/;
const INVITE = 'https://chat.whatsapp.com/';
const CHAT = /@(g\.us|newsletter|lid)$/;
const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;
/** Counts beyond this could tell whose account it is. */
const LARGEST_COUNT = 1000;

/**
 * Makes answers harmless that are kept: what is an id, a number, an address or a text becomes a counted name, the same
 * one wherever it stands, times become one moment, and forms, names of fields and fixed words stay.
 * @returns a function for the bodies of one run
 */
export function createRedaction(): (body: unknown) => unknown {
	const names = new Map<string, string>();
	const counts = new Map<string, number>();

	/** The counted name of a value; `name` makes it of the count. */
	function named(kind: string, value: string, name: (count: number) => string): string {
		const key = `${kind} ${value}`;
		const known = names.get(key);
		if (known !== undefined) return known;
		const count = (counts.get(kind) ?? 0) + 1;
		counts.set(kind, count);
		names.set(key, name(count));
		return name(count);
	}

	/** Numbers become ones that nobody has; Brazilian mobiles keep what tells their two spellings apart. */
	function phone(digits: string): string {
		const [, area, ninth, rest] = /^55(\d\d)(9?)([6-9]\d{7})$/.exec(digits) ?? [];
		if (area === undefined) {
			return named('phone', digits, (count) => `1202555${String(count).padStart(4, '0')}`);
		}
		const last = named('mobile', `${area}${rest!}`, (count) => String(count).padStart(7, '0'));
		return `5500${ninth!}9${last}`;
	}

	const plain = (text: string) => named('text', text, (count) => `text-${count}`);

	function text(value: string, field: string): string {
		if (value === '') return value;
		if (/^\s*[{[]/.test(value)) {
			try {
				return JSON.stringify(redact(JSON.parse(value), field));
			} catch {
				// It only looks like JSON.
			}
		}
		if (/^\s*</.test(value)) return '<html></html>';
		const chat = CHAT.exec(value);
		if (chat) {
			const kind = chat[1]!;
			return named(
				kind,
				value,
				(count) => `${kind === 'lid' ? count : `${kind[0]}${count}`}@${kind}`,
			);
		}
		const number = PHONE.exec(value);
		if (number) return `${number[1]!}${phone(number[2]!)}${number[3]!.replace(/:\d+/, ':1')}`;
		if (TIME.test(value)) return fixedTime(value);
		if (BSUID.test(value)) {
			return named('user', value, (count) => `BR.${String(count).padStart(5, '0')}`);
		}
		if (/^https?:/.test(value)) {
			const host = value.startsWith(INVITE) ? INVITE : 'https://example.com/';
			return named('address', value, (count) => `${host}${count}`);
		}
		if (/^data:/.test(value)) return 'data:text/plain;base64,T2k=';
		if (FIXED.test(field) && isFixed(value)) return value;
		if (ID.test(field)) return named('id', value, (count) => `id-${count}`);
		const variables = [...value.matchAll(PLACEHOLDER)].map(([, name]) => `{{${plain(name!)}}}`);
		return [plain(value.replace(PLACEHOLDER, '')), ...variables].join(' ');
	}

	function redact(value: unknown, field = ''): unknown {
		if (typeof value === 'string') return text(value, field);
		if (typeof value === 'number') return Math.min(value, LARGEST_COUNT);
		if (Array.isArray(value)) return value.map((one) => redact(one, field));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([name, one]) => {
				const isName = fieldName(name) === name;
				return [isName ? name : text(name, ''), redact(one, isName ? name : '')];
			}),
		);
	}

	return (body) => redact(body);
}

const isFixed = (value: string) =>
	fixedWord(value) !== undefined || /^[a-z]+[./][a-z0-9.+_-]+$/.test(value) || value === '*';

/** The same form of time, of one moment. */
function fixedTime(value: string): string {
	return value
		.replace(/^\d{4}-\d\d-\d\d/, '2026-01-01')
		.replace(/T[\d:.]+/, (time) => time.replace(/\d/g, '0'));
}
