import type { IBinaryData, IDataObject } from 'n8n-workflow';

import { Failure, quote } from '../../../shared/words/failure';
import { parseAddress, refusePrivate } from '../../../shared/values/address';
import { BEGINNING, toMimeType, typeOfName } from '../../../shared/values/fileType';
import { toText } from '../../../shared/values/text';
import type { Parameters } from '../../parameters';

/** Largest file that is sent from a binary field, in bytes: it travels as base64 within JSON. */
const LARGEST_FILE = 16 * 1024 * 1024;

/** How much of a file is encoded at a time, in bytes. */
const PIECE = 3 * 64 * 1024;

/** What WhatsApp shows as itself; everything else but other videos and audio goes as a document. */
const IMAGES = ['image/jpeg', 'image/png'];
const PUBLIC = 'Give a public address that starts with https:// or http://.';
/** The families of MIME types that each kind of media takes (section 3 of the API's documentation); a video cannot go as a document. */
const FAMILIES = new Map([
	['image', ['image']],
	['video', ['video']],
	['audio', ['audio']],
	['voice', ['audio']],
	['sticker', ['image']],
	['document', ['image', 'audio']],
]);

/** A file that is ready to be sent. */
export interface Media {
	mediaType: string;
	/** Tells the file from others, as far as it is known without reading it. */
	identity: string;
	/** Size of a file that is read from a binary field, where it is known. */
	bytes?: number;
	/** The body of `POST /v1/messages/send` with these further fields; reads the file only now. */
	toBody(fields: IDataObject): Promise<IDataObject | Buffer>;
}

/**
 * The file that the media fields name, judged by what is known without reading it.
 * @param fields values of the media fields, from the node or from its options
 * @throws Failure naming the field, the file and its size
 */
export async function readMedia(parameters: Parameters, fields: IDataObject): Promise<Media> {
	if (fields.mediaSource === 'binary') return await fromBinary(parameters, fields);
	if (fields.mediaSource && fields.mediaSource !== 'url') {
		throw new Failure(
			`${quote(fields.mediaSource)} in 'Media Source' is neither url nor binary`,
			"Set 'Media Source' to url or binary.",
		);
	}
	const isDataUri = typeof fields.mediaUrl === 'string' && /^\s*data:/i.test(fields.mediaUrl);
	const url = parseAddress(
		fields.mediaUrl,
		'Media URL',
		isDataUri ? "Set 'Media Source' to Binary File to send a file from the workflow." : PUBLIC,
	);
	if (url === '') throw new Failure("'Media URL' is empty", PUBLIC);
	refusePrivate(url, 'Media URL', ", or set 'Media Source' to Binary File");
	const ending = /\.[a-z0-9]+$/i.exec(new URL(url).pathname)?.[0];
	const mime = ending && (typeOfName(ending) ?? 'application/octet-stream');
	const mediaType = chooseType(fields.mediaType, mime, quote(url));
	return { mediaType, identity: url, toBody: async (rest) => ({ ...rest, media: url, mediaType }) };
}

async function fromBinary({ context, index }: Parameters, fields: IDataObject): Promise<Media> {
	const hint = "Give the name of the input field that holds the file, e.g. 'data'.";
	const field = toText(fields.binaryPropertyName, 'Input Data Field Name', hint).trim();
	const files = context.getInputData()[index]?.binary ?? {};
	const file = files[field];
	if (!file) {
		const others = Object.keys(files);
		throw new Failure(
			`The item has no file in the field ${quote(field)}`,
			others.length > 0
				? `Its files are in: ${others.join(', ')}. ${hint}`
				: `It has no files at all. ${hint}`,
		);
	}
	const name = `the file ${quote(file.fileName ?? field)} in the field ${quote(field)}`;
	const size = await sizeOf(context.helpers.getBinaryMetadata, file);
	if (size !== undefined) refuseSize(size, name);
	const fileName = file.fileName ?? (file.fileExtension ? `.${file.fileExtension}` : '');
	const mime = await toMimeType(file.mimeType ?? '', fileName, async () => {
		return await headOf(context.helpers.getBinaryStream, file);
	});
	const mediaType = chooseType(fields.mediaType, mime, name);
	return {
		mediaType,
		identity: JSON.stringify([file.id ?? file.data.slice(0, 200), file.fileName, mime, size]),
		bytes: size,
		async toBody(rest) {
			const content = await context.helpers.getBinaryDataBuffer(index, field);
			refuseSize(content.length, name);
			return jsonWithFile({ ...rest, mediaType }, mime, content);
		},
	};
}

/**
 * JSON with a file as data URI in `media`, written straight into bytes: as text, a large file
 * would be copied three times more on its way through `JSON.stringify` and the HTTP client.
 */
function jsonWithFile(fields: IDataObject, mime: string, content: Buffer): Buffer {
	const head = Buffer.from(
		JSON.stringify({ ...fields, media: `data:${mime};base64,` }).slice(0, -2),
	);
	const base64Length = Math.ceil(content.length / 3) * 4;
	const json = Buffer.allocUnsafe(head.length + base64Length + 2);
	head.copy(json);
	// In pieces, so that the base64 text never exists as a whole; a multiple of three keeps them joinable.
	for (let from = 0, at = head.length; from < content.length; from += PIECE) {
		at += json.write(content.toString('base64', from, from + PIECE), at, 'latin1');
	}
	json.write('"}', head.length + base64Length, 'latin1');
	return json;
}

/** Bytes of a file, where they can be known without reading it from where n8n keeps it. */
async function sizeOf(
	readMetadata: (id: string) => Promise<{ fileSize: number }>,
	{ bytes, id, data }: IBinaryData,
): Promise<number | undefined> {
	if (bytes !== undefined) return bytes;
	return id ? (await readMetadata(id)).fileSize : Buffer.byteLength(data, 'base64');
}

/** The first bytes of a file. */
async function headOf(
	openStream: (id: string, chunkSize?: number) => Promise<AsyncIterable<Buffer>>,
	{ id, data }: IBinaryData,
): Promise<Buffer> {
	if (!id) return Buffer.from(data.slice(0, BEGINNING * 2), 'base64');
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of await openStream(id, BEGINNING)) {
		chunks.push(chunk);
		size += chunk.length;
		if (size >= BEGINNING) break;
	}
	return Buffer.concat(chunks);
}

function refuseSize(bytes: number, name: string): void {
	if (bytes === 0) {
		throw new Failure(
			`Nothing to send: ${name} is empty (0 bytes)`,
			'Check the node that gave the file.',
		);
	}
	if (bytes > LARGEST_FILE) {
		throw new Failure(
			`Too large to send: ${name} has ${(bytes / 1024 / 1024).toFixed(1)} MB, and the limit is 16 MB`,
			"Make the file smaller, or put it on a public address and set 'Media Source' to URL.",
		);
	}
}

function chooseType(chosen: unknown, mime: string | undefined, name: string): string {
	if (chosen && chosen !== 'auto') {
		const family = mime?.split('/')[0] ?? '';
		const taken = FAMILIES.get(String(chosen));
		if (taken === undefined) {
			throw new Failure(
				`${quote(chosen)} in 'Media Type' cannot be sent`,
				'Use auto, image, video, document, audio, voice or sticker. Contacts and locations do not exist in the API.',
			);
		}
		const contradicts = FAMILIES.has(family) && !taken.includes(family);
		if (!contradicts) return String(chosen);
		throw new Failure(
			`'Media Type' is ${String(chosen)}, but ${name} is ${mime}`,
			"Set 'Media Type' to Automatic, or choose another file.",
		);
	}
	if (mime === 'image/webp') {
		throw new Failure(
			`WhatsApp takes WebP for stickers only: ${name}`,
			"Convert it to PNG or JPEG, or set 'Media Type' to Sticker or Document.",
		);
	}
	if (mime === undefined) {
		throw new Failure(
			`The address does not tell what kind of file it is: ${name}`,
			"Choose image, video, document or audio in 'Media Type'.",
		);
	}
	const isShown = /^(?:audio|video)\//.test(mime) || IMAGES.includes(mime);
	return isShown ? mime.split('/')[0]! : 'document';
}
