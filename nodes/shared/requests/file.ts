import { readField, readObject } from '../values/json';

/** How much base64 is decoded at a time, in characters. */
const PIECE = 4 * 64 * 1024;

/** What a JSON body holds beside its file. */
interface Taken {
	/** The JSON without the file; of a data URI, what stands before its comma stays. */
	rest: string;
	bytes: Buffer;
}

/**
 * Takes the file out of `{ "base64": "data:…;base64,…", … }` (section 4 of the API's documentation), and decodes it
 * within the body's own memory: parsed as a whole, a large file would be there as text, as value and as bytes.
 * @param body is written over
 * @returns undefined where there is none
 */
export function takeFile(body: Buffer): Taken | undefined {
	const [head] =
		/"base64"\s*:\s*"(?:data:[^",]*,)?/.exec(latin1(body, 0, body.indexOf('"base64"') + 300)) ?? [];
	if (head === undefined) return undefined;
	const from = body.indexOf(head) + head.length;
	const to = body.indexOf('"', from);
	if (to <= from) return undefined;
	const rest = body.toString('utf8', 0, from) + body.toString('utf8', to);
	let end = from;
	let left = '';
	for (let at = from; at < to; at += PIECE) {
		const text = left + latin1(body, at, Math.min(at + PIECE, to));
		// JSON may write a slash with a backslash before it, and new lines as two signs.
		const half = text.endsWith('\\') ? '\\' : '';
		const code = text.slice(0, text.length - half.length).replace(/\\[nrt]|[^\w+/-]/g, '');
		const whole = code.length - (code.length % 4);
		end += body.write(code.slice(0, whole), end, 'base64');
		left = code.slice(whole) + half;
	}
	end += body.write(left, end, 'base64');
	return { rest, bytes: body.subarray(from, end) };
}

const latin1 = (body: Buffer, from: number, to: number) => body.toString('latin1', from, to);

/**
 * The file in the response to a request that asked for one.
 * @returns its bytes, its type and its name as the API gives them; no bytes where there is no file
 */
export function readFile(response: unknown): { file?: Buffer; type: string; fileName?: unknown } {
	const answer = readObject(response) ?? {};
	const { mimeType, fileName, base64 } = readObject(answer, 'media', 'data') ?? {};
	const [, typeOfUri] = /^data:([^;,]*)/.exec(String(base64 ?? '')) ?? [];
	const file = readField(answer, 'file');
	const type = String(mimeType ?? typeOfUri ?? '');
	return { ...(Buffer.isBuffer(file) && file.length > 0 && { file }), type, fileName };
}
