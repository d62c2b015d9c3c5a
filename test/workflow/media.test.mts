import { describe, expect, it } from '@jest/globals';
import type { IBinaryData, INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, TEMPLATES } from 'pilotstatus-reference-server';
import { locator } from './rows.mts';

const { account, calls, body } = useServer();
const base = { resource: 'message', sendTo: 'group', groupId: locator(GROUPS.modern) };
const media = { ...base, operation: 'sendMedia' };
const binary = { ...media, mediaSource: 'binary' };

const file = (
	mimeType: string,
	content: string | Buffer = 'conteúdo',
	more: object = {},
): IBinaryData => ({
	data: Buffer.from(content).toString('base64'),
	mimeType,
	fileName: 'arquivo.bin',
	...more,
});

/** Evolution v2 takes base64; Evolution GO does not. */
const run = async (parameters: INodeParameters, files?: Record<string, IBinaryData>) =>
	await runNode(account(KEYS.evo), { parameters }, [{ json: {}, ...(files && { binary: files }) }]);

describe('a file from a binary field', () => {
	it.each([
		['image/jpeg', 'image', 'image/jpeg'],
		['image/gif', 'document', 'image/gif'],
		['text/vcard', 'document', 'text/vcard'],
		['audio/ogg ; codecs=opus', 'audio', 'audio/ogg'],
		[undefined, 'document', 'application/octet-stream'],
	])('of type %s goes as %s', async (mimeType, mediaType, mime) => {
		const { error } = await run(binary, { data: file(mimeType!) });
		expect(error).toBeUndefined();
		const uri = `data:${mime};base64,${Buffer.from('conteúdo').toString('base64')}`;
		expect(body(0)).toEqual({ groupId: GROUPS.modern, media: uri, mediaType });
	});

	it.each([
		['audio/ogg', 'voice'],
		['image/webp', 'sticker'],
	])('of type %s goes as a %s where that is chosen', async (mimeType, mediaType) => {
		const { error } = await run({ ...binary, mediaType }, { data: file(mimeType) });
		expect(error).toBeUndefined();
		expect(body(0)).toMatchObject({ mediaType });
	});

	it('comes from the field that is named, with its caption', async () => {
		const files = { data: file('image/png', 'a'), foto: file('image/jpeg', 'b') };
		await run({ ...binary, binaryPropertyName: 'foto', caption: 'Laje' }, files);
		expect(body(0)).toMatchObject({ media: 'data:image/jpeg;base64,Yg==', caption: 'Laje' });
	});

	it('arrives byte for byte when it is large', async () => {
		const content = Buffer.from(Array.from({ length: 1_000_003 }, (_, at) => (at * 7919) % 256));
		const { error } = await run(binary, { data: file('application/zip', content) });
		expect(error).toBeUndefined();
		const [head, base64] = (body(0) as { media: string }).media.split(',');
		expect(head).toBe('data:application/zip;base64');
		expect(Buffer.from(base64!, 'base64').equals(content)).toBe(true);
	});

	it('cannot say by its type where the message goes', async () => {
		const mimeType = 'image/x","groupId":"1@g.us","z":"';
		const { error } = await run(binary, { data: file(mimeType) });
		expect(error).toBeUndefined();
		expect(body(0)).toMatchObject({
			groupId: GROUPS.modern,
			media: expect.stringMatching(/^data:application\/octet-stream;base64,/),
		});
	});

	it('may replace the media of a template', async () => {
		const template = {
			...base,
			operation: 'sendTemplate',
			templateId: locator(TEMPLATES.marketing),
		};
		const options = { media: { values: { mediaSource: 'binary', binaryPropertyName: 'data' } } };
		const { error } = await run({ ...template, options }, { data: file('image/png', 'a') });
		expect(error).toBeUndefined();
		expect(body(1)).toMatchObject({ media: 'data:image/png;base64,YQ==', mediaType: 'image' });
	});

	it('is explained by the API where the number takes URLs only', async () => {
		const input = [{ json: {}, binary: { data: file('image/png') } }];
		const { error } = await runNode(account(KEYS.go), { parameters: binary }, input);
		expect(error!.message).toMatch(/^Pilot Status did not accept the request: .*by URL only/);
	});
});

describe('three files of which the second is missing', () => {
	const input = [{ data: file('image/png') }, {}, { data: file('image/jpeg') }].map((files) => ({
		json: {},
		binary: files as Record<string, IBinaryData>,
	}));

	it('are not sent', async () => {
		const { error } = await runNode(account(KEYS.evo), { parameters: binary }, input);
		expect(error!.context.itemIndex).toBe(1);
		expect(calls()).toEqual([]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'are sent but for the missing one under %s',
		async (onError) => {
			const { outputs } = await runNode(account(KEYS.evo), { parameters: binary, onError }, input);
			expect(calls()).toEqual(['POST /messages/send', 'POST /messages/send']);
			const failed = outputs.flat().filter((item) => item?.json.error);
			expect(failed.map((item) => item!.pairedItem)).toEqual([{ item: 1 }]);
		},
	);
});

const large = Buffer.alloc(16 * 1024 * 1024 + 1);
const FIELD = "Give the name of the input field that holds the file, e.g. 'data'.";
const EMPTY = 'Check the node that gave the file.';
const LARGE = "Make the file smaller, or put it on a public address and set 'Media Source' to URL.";
const PUBLIC = 'Give a public address that starts with https:// or http://.';
const CHOOSE = "Choose image, video, document or audio in 'Media Type'.";

/** What is wrong, with its files, and the exact sentence and hint about it. */
const refusals: Array<
	[string, INodeParameters, Record<string, IBinaryData> | undefined, string, string]
> = [
	[
		'no files at all',
		binary,
		undefined,
		'The item has no file in the field "data"',
		`It has no files at all. ${FIELD}`,
	],
	[
		'another field',
		binary,
		{ foto: file('image/png'), planta: file('image/png') },
		'The item has no file in the field "data"',
		`Its files are in: foto, planta. ${FIELD}`,
	],
	[
		'a file whose metadata say that it is empty',
		binary,
		{ data: file('image/png', 'x', { bytes: 0 }) },
		'Nothing to send: the file "arquivo.bin" in the field "data" is empty (0 bytes)',
		EMPTY,
	],
	[
		'a large file',
		binary,
		{ data: file('image/png', large) },
		'Too large to send: the file "arquivo.bin" in the field "data" has 16.0 MB, and the limit is 16 MB',
		LARGE,
	],
	[
		'a file whose metadata say that it is large',
		binary,
		{ data: file('image/png', 'x', { bytes: 2e7 }) },
		'Too large to send: the file "arquivo.bin" in the field "data" has 19.1 MB, and the limit is 16 MB',
		LARGE,
	],
	[
		'a type that contradicts the file',
		{ ...binary, mediaType: 'video' },
		{ data: file('image/png') },
		'\'Media Type\' is video, but the file "arquivo.bin" in the field "data" is image/png',
		"Set 'Media Type' to Automatic, or choose another file.",
	],
	[
		'an unknown type',
		{ ...binary, mediaType: '={{ "contact" }}' },
		{ data: file('image/png') },
		'"contact" in \'Media Type\' cannot be sent',
		'Use auto, image, video, document, audio, voice or sticker. Contacts and locations do not exist in the API.',
	],
	[
		'a sticker of sound',
		{ ...binary, mediaType: 'sticker' },
		{ data: file('audio/ogg') },
		'\'Media Type\' is sticker, but the file "arquivo.bin" in the field "data" is audio/ogg',
		"Set 'Media Type' to Automatic, or choose another file.",
	],
	[
		'a voice note of a picture',
		{ ...binary, mediaType: 'voice' },
		{ data: file('image/png') },
		'\'Media Type\' is voice, but the file "arquivo.bin" in the field "data" is image/png',
		"Set 'Media Type' to Automatic, or choose another file.",
	],
	[
		'a caption for a voice note',
		{ ...binary, mediaType: 'voice', caption: 'Ouça' },
		{ data: file('audio/ogg') },
		'"Ouça" in \'Caption\' cannot be sent with a voice note',
		"Empty 'Caption', and send the text as a message of its own.",
	],
	[
		'a caption for a sticker',
		{ ...binary, mediaType: 'sticker', caption: 'Oi' },
		{ data: file('image/webp') },
		'"Oi" in \'Caption\' cannot be sent with a sticker',
		"Empty 'Caption', and send the text as a message of its own.",
	],
	[
		'a caption for audio',
		{ ...binary, caption: 'Ouça' },
		{ data: file('audio/ogg') },
		'"Ouça" in \'Caption\' cannot be sent with audio',
		"Empty 'Caption', and send the text as a message of its own.",
	],
	[
		'a URL of another kind',
		{ ...media, mediaUrl: 'ftp://x/a.png' },
		undefined,
		'"ftp://x/a.png" in \'Media URL\' is not a web address',
		PUBLIC,
	],
	[
		'a data URI as URL',
		{ ...media, mediaUrl: 'data:image/png;base64,AAAA' },
		undefined,
		'"data:image/png;base64,AAAA" in \'Media URL\' is not a web address',
		"Set 'Media Source' to Binary File to send a file from the workflow.",
	],
	[
		'a URL without an ending',
		{ ...media, mediaUrl: 'https://example.com/42' },
		undefined,
		'The address does not tell what kind of file it is: "https://example.com/42"',
		CHOOSE,
	],
	[
		'an address that only mentions data',
		{ ...media, mediaUrl: 'ftp://x/data:1' },
		undefined,
		'"ftp://x/data:1" in \'Media URL\' is not a web address',
		PUBLIC,
	],
	[
		'a folder with an ending',
		{ ...media, mediaUrl: 'https://example.com/a.png/42' },
		undefined,
		'The address does not tell what kind of file it is: "https://example.com/a.png/42"',
		CHOOSE,
	],
	[
		'a host alone',
		{ ...media, mediaUrl: 'https://example.com' },
		undefined,
		'The address does not tell what kind of file it is: "https://example.com"',
		CHOOSE,
	],
	[
		'a host alone without encryption',
		{ ...media, mediaUrl: 'http://example.com' },
		undefined,
		'The address does not tell what kind of file it is: "http://example.com"',
		CHOOSE,
	],
];

describe.each(refusals)('%s', (_name, parameters, files, sentence, hint) => {
	it('stops before the request, naming it', async () => {
		const { error } = await run(parameters, files);
		expect([error?.message, error?.description]).toEqual([sentence, hint]);
		expect(calls()).toEqual([]);
	});
});

describe('a URL', () => {
	it.each([
		['https://example.com/a.JPG?x=1#y', 'auto', 'image'],
		['http://example.com/a.mp4', 'auto', 'video'],
		['https://example.com/a.ogg', 'auto', 'audio'],
		['https://example.com/a.zip', 'auto', 'document'],
		['https://example.com/42', 'image', 'image'],
		['https://example.com/a.png', 'image', 'image'],
		['https://example.com/a.png', 'document', 'document'],
	])('%s as %s goes as %s', async (mediaUrl, mediaType, expected) => {
		const { error } = await run({ ...media, mediaUrl, mediaType });
		expect(error).toBeUndefined();
		expect(body(0)).toEqual({ groupId: GROUPS.modern, media: mediaUrl, mediaType: expected });
	});
});
