/** MIME types by the ending of a name: what n8n's users send. */
const ENDINGS: Readonly<Record<string, string>> = {
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	jfif: 'image/jpeg',
	pjpeg: 'image/jpeg',
	png: 'image/png',
	gif: 'image/gif',
	webp: 'image/webp',
	heic: 'image/heic',
	svg: 'image/svg+xml',
	mp4: 'video/mp4',
	m4v: 'video/mp4',
	'3gp': 'video/3gpp',
	mov: 'video/quicktime',
	avi: 'video/x-msvideo',
	webm: 'video/webm',
	mp3: 'audio/mpeg',
	m4a: 'audio/mp4',
	ogg: 'audio/ogg',
	oga: 'audio/ogg',
	opus: 'audio/ogg',
	aac: 'audio/aac',
	amr: 'audio/amr',
	wav: 'audio/wav',
	pdf: 'application/pdf',
	doc: 'application/msword',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	xls: 'application/vnd.ms-excel',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	ppt: 'application/vnd.ms-powerpoint',
	pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
	odt: 'application/vnd.oasis.opendocument.text',
	ods: 'application/vnd.oasis.opendocument.spreadsheet',
	rtf: 'application/rtf',
	zip: 'application/zip',
	rar: 'application/vnd.rar',
	'7z': 'application/x-7z-compressed',
	json: 'application/json',
	xml: 'application/xml',
	csv: 'text/csv',
	txt: 'text/plain',
	html: 'text/html',
	htm: 'text/html',
	vcf: 'text/vcard',
	ics: 'text/calendar',
};

/** Names that programs give to types, and the registered ones. */
const MISSPELT: Readonly<Record<string, string>> = {
	'image/jpg': 'image/jpeg',
	'image/pjpeg': 'image/jpeg',
	'image/jfif': 'image/jpeg',
	'image/x-png': 'image/png',
	'audio/mp3': 'audio/mpeg',
	'audio/x-mp3': 'audio/mpeg',
	'audio/mpeg3': 'audio/mpeg',
	'audio/x-mpeg': 'audio/mpeg',
	'audio/m4a': 'audio/mp4',
	'audio/x-m4a': 'audio/mp4',
	'audio/opus': 'audio/ogg',
	'audio/x-ogg': 'audio/ogg',
	'audio/oga': 'audio/ogg',
	'application/ogg': 'audio/ogg',
	'audio/wave': 'audio/wav',
	'audio/x-wav': 'audio/wav',
	'audio/x-aac': 'audio/aac',
	'video/3gp': 'video/3gpp',
	'video/x-mp4': 'video/mp4',
	'video/x-m4v': 'video/mp4',
	'application/x-pdf': 'application/pdf',
	'application/x-zip-compressed': 'application/zip',
};

/** Types that only say that there are bytes; `text/plain` is what n8n gives where it does not know. */
const SAYS_NOTHING =
	/^(?:|(?:application|binary)\/(?:x-)?(?:octet-stream|binary|download|force-download|unknown)|text\/plain|\*\/\*)$/;

/** Longest name of a file, in characters: what file systems take. */
const LONGEST_NAME = 255;

const WELL_FORMED = /^[\w.+-]+\/[\w.+-]+$/;

/** How files begin: where, with which bytes (one per character), and what they are. */
const BEGINNINGS: ReadonlyArray<[number, string, string]> = [
	[0, '\xff\xd8\xff', 'image/jpeg'],
	[0, '\x89PNG\r\n\x1a\n', 'image/png'],
	[0, 'GIF87a', 'image/gif'],
	[0, 'GIF89a', 'image/gif'],
	[8, 'WEBP', 'image/webp'],
	[8, 'WAVE', 'audio/wav'],
	[0, '%PDF-', 'application/pdf'],
	[0, 'OggS', 'audio/ogg'],
	[0, 'ID3', 'audio/mpeg'],
	[0, '\xff\xfb', 'audio/mpeg'],
	[0, '#!AMR', 'audio/amr'],
	[4, 'ftyp3g', 'video/3gpp'],
	[4, 'ftypM4A', 'audio/mp4'],
	[4, 'ftypqt', 'video/quicktime'],
	[4, 'ftyphei', 'image/heic'],
	[4, 'ftypmif', 'image/heic'],
	[4, 'ftypavif', 'image/avif'],
	[4, 'ftyp', 'video/mp4'],
	[0, 'PK\x03\x04', 'application/zip'],
];

/** The longest beginning that any of them looks at, in bytes. */
export const BEGINNING = 16;

/** The type that the ending of a name stands for. */
export function typeOfName(name: string): string | undefined {
	const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1];
	return ending && ENDINGS[ending.toLowerCase()];
}

/** The type that the first bytes of a file show. */
function typeOfBytes(head: Buffer): string | undefined {
	const text = head.toString('latin1');
	return BEGINNINGS.find(([at, bytes]) => text.startsWith(bytes, at))?.[2];
}

/** A MIME type as it was meant: in lower case, without parameters, misspellings mended; undefined where it says nothing. */
export function readMimeType(given: string): string | undefined {
	const bare = (given.split(';')[0] ?? '').trim().toLowerCase();
	const type = MISSPELT[bare] ?? ENDINGS[bare.replace(/^\./, '')] ?? bare;
	return WELL_FORMED.test(type) && !SAYS_NOTHING.test(type) ? type : undefined;
}

/**
 * The MIME type of a file: what it comes with, else from its name, else from its bytes.
 * @param given what the file comes with
 * @param name of the file, as far as known
 * @param readHead gives the first bytes; asked only where nothing else tells
 */
export async function toMimeType(
	given: string,
	name: string,
	readHead: () => Promise<Buffer>,
): Promise<string> {
	return (
		readMimeType(given) ??
		typeOfName(name.trim()) ??
		typeOfBytes(await readHead()) ??
		(/^\s*text\/plain\b/i.test(given) ? 'text/plain' : 'application/octet-stream')
	);
}

/** What a stranger called a file, as a name alone: a path in it would become the file's folder. */
export function toFileName(name: unknown): string | undefined {
	if (typeof name !== 'string') return undefined;
	const [last = ''] = name
		.replace(/\p{Cc}/gu, '')
		.split(/[\\/]/)
		.reverse();
	const ending = /\.[^.]{1,15}$/.exec(last)?.[0] ?? '';
	const stem = last.slice(0, last.length - ending.length).slice(0, LONGEST_NAME - ending.length);
	// Half an emoji is none.
	const short = stem.replace(/[\ud800-\udbff]$/, '') + ending;
	return /^\.*$/.test(short) ? undefined : short;
}
