import { describe, expect, it } from '@jest/globals';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readButtons } from '../../nodes/PilotStatus/actions/message/buttons.ts';
import { isWebAddress, readMedia } from '../../nodes/PilotStatus/actions/message/media.ts';
import { readDestination, sendMessage } from '../../nodes/PilotStatus/actions/message/send.ts';
import { readVariables, refuseMissing } from '../../nodes/PilotStatus/actions/message/variables.ts';
import { readWaitLimit } from '../../nodes/PilotStatus/actions/message/waitLimit.ts';
import { Parameters } from '../../nodes/PilotStatus/parameters.ts';
import type { Failure } from '../../nodes/shared/failure.ts';
import type { Template } from '../../nodes/shared/templates.ts';
import type { ApiRequest } from '../../nodes/shared/transport.ts';

/** Parameters of an item, as n8n gives them to the node. */
function item(values: IDataObject, input: object = { json: {} }, helpers: object = {}) {
	return new Parameters(
		{
			getNodeParameter: (name: string, _index: number, fallback: unknown) =>
				values[name] ?? fallback,
			getInputData: () => [input],
			getTimezone: () => 'UTC',
			helpers,
		} as unknown as IExecuteFunctions,
		0,
	);
}

/** Sentence and hint of what is refused, or what is given. */
const outcomeOf = async (work: () => unknown) => {
	try {
		return await work();
	} catch (error) {
		return [(error as Failure).sentence, (error as Failure).hint];
	}
};

describe('buttons', () => {
	const read = async (options: IDataObject) =>
		await outcomeOf(() => readButtons(item({ options })));
	const buttons = (...values: IDataObject[]) => ({ buttons: { values } });
	const fill = (label: string) => `Fill '${label}' of this button, or choose another type for it.`;

	it.each<[IDataObject, unknown]>([
		[{}, {}],
		[{ buttons: {} }, {}],
		[buttons(), {}],
		[{ ...buttons(), header: '' }, {}],
		[buttons({ text: ' Sim ' }), { buttons: [{ type: 'QUICK_REPLY', text: 'Sim' }] }],
		[
			{ ...buttons({ text: 'a' }, { text: 'b' }, { text: 'c' }), header: 'H', footer: '' },
			{
				buttons: ['a', 'b', 'c'].map((text) => ({ type: 'QUICK_REPLY', text })),
				header: 'H',
			},
		],
		[
			buttons({ type: 'URL', text: 'Ver', url: ' https://x/y ' }),
			{ buttons: [{ type: 'URL', text: 'Ver', url: 'https://x/y' }] },
		],
		[
			buttons({ type: 'PHONE_NUMBER', text: 'Ligar', phoneNumber: '5511911111111' }),
			{ buttons: [{ type: 'PHONE_NUMBER', text: 'Ligar', phone_number: '+5511911111111' }] },
		],
		[
			buttons({ type: 'COPY_CODE', text: 'Pix', code: 7 }),
			{ buttons: [{ type: 'COPY_CODE', text: 'Pix', example: '7' }] },
		],
		[
			buttons({ text: 'a' }, { text: 'b' }, { text: 'c' }, { text: 'd' }),
			[
				"'Buttons' holds 4 buttons, and WhatsApp shows at most 3",
				'Remove buttons, or send a second message with the others.',
			],
		],
		[
			{ header: 'H', footer: 'F' },
			[
				'"H" in \'Header\' needs a button beside it',
				"Add a button under 'Options', or move the line into 'Text'.",
			],
		],
		[
			{ footer: 'F' },
			[
				'"F" in \'Footer\' needs a button beside it',
				"Add a button under 'Options', or move the line into 'Text'.",
			],
		],
		[buttons({ text: 'a' }, { text: ' ' }), ["Button 2 has no 'Label'", fill('Label')]],
		[buttons({ text: {} }), ['"{}" in \'Label\' is not text', fill('Label')]],
		[buttons({ type: 'URL', text: 'a' }), ["Button 1 has no 'URL'", fill('URL')]],
		[buttons({ type: 'COPY_CODE', text: 'a' }), ["Button 1 has no 'Code'", fill('Code')]],
		[
			buttons({ type: 'PHONE_NUMBER', text: 'a' }),
			["Button 1 has no 'Phone Number'", fill('Phone Number')],
		],
		[
			buttons({ type: 'URL', text: 'a', url: 'x' }),
			[
				'"x" of Button 1 is not a web address',
				'A URL button needs an address that starts with https:// or http://.',
			],
		],
		[
			buttons({ type: 'LIST', text: 'a' }),
			['"LIST" is not a type of button', 'Use QUICK_REPLY, URL, PHONE_NUMBER or COPY_CODE.'],
		],
	])('from %j', async (options, expected) => {
		expect(await read(options)).toEqual(expected);
	});
});

describe('media', () => {
	const address = 'Give a public address that starts with https:// or http://.';
	const typed = async (mediaUrl: unknown, mediaType?: string) =>
		await outcomeOf(async () => {
			const media = await readMedia(item({}), { mediaUrl, mediaType } as IDataObject);
			return media.mediaType;
		});

	it('have an address on the web', () => {
		const yes = ['http://a', 'HTTPS://a/b?c#d'];
		const no = [
			'xhttp://a',
			'http://',
			'http:///a',
			'http://?a',
			'http://#a',
			'ftp://a',
			'http://a b',
		];
		expect(yes.filter(isWebAddress)).toEqual(yes);
		expect(no.filter(isWebAddress)).toEqual([]);
	});

	it.each([
		['https://x/a.jpg', 'image'],
		['https://x/a.JPEG', 'image'],
		['https://x/a.png?b=c.pdf', 'image'],
		['https://x/a.mp4#t=1.2', 'video'],
		['https://x/a.3gp', 'video'],
		...['mp3', 'm4a', 'ogg', 'opus', 'aac', 'amr', 'wav'].map((end) => [
			`https://x/a.${end}`,
			'audio',
		]),
		['https://x/a.pdf', 'document'],
		['https://x/a.tar.7z', 'document'],
		[' https://x/a.png ', 'image'],
	])('at %s go as %s', async (url, mediaType) => {
		expect(await typed(url)).toBe(mediaType);
		expect(await typed(url, 'auto')).toBe(mediaType);
		expect(await typed(url, 'document')).toBe('document');
	});

	it.each<[unknown, string | undefined, string, string]>([
		['', undefined, "'Media URL' is empty", address],
		['x', undefined, '"x" in \'Media URL\' is not a web address', address],
		['xdata:', undefined, '"xdata:" in \'Media URL\' is not a web address', address],
		[{}, undefined, '"{}" in \'Media URL\' is not text', 'Give the address of the file.'],
		[
			'DATA:image/png',
			undefined,
			'"DATA:image/png" in \'Media URL\' is not a web address',
			"Set 'Media Source' to Binary File to send a file from the workflow.",
		],
		[
			'https://x/a.png',
			'sticker',
			'"sticker" in \'Media Type\' cannot be sent',
			'Use auto, image, video, document or audio. Stickers, contacts and locations do not exist in the API.',
		],
		[
			'https://x/a.png',
			'video',
			'\'Media Type\' is video, but "https://x/a.png" is image/png',
			"Set 'Media Type' to Automatic, or choose another file.",
		],
		[
			'https://x/a.webp',
			undefined,
			'WhatsApp takes WebP for stickers, which cannot be sent: "https://x/a.webp"',
			"Convert it to PNG or JPEG, or set 'Media Type' to Document.",
		],
		...['https://x.png', 'https://x/a', 'https://x/a.', 'https://x/a.b/c', 'https://x/a.p-g'].map(
			(url): [unknown, undefined, string, string] => [
				url,
				undefined,
				`The address does not tell what kind of file it is: "${url}"`,
				"Choose image, video, document or audio in 'Media Type'.",
			],
		),
	])('from %j as %s are refused', async (url, mediaType, sentence, hint) => {
		expect(await typed(url, mediaType)).toEqual([sentence, hint]);
	});

	it('that do not tell their kind go as what is chosen', async () => {
		for (const kind of ['image', 'video', 'audio']) {
			expect(await typed('https://x/a', kind)).toBe(kind);
			expect(await typed('https://x/a.pdf', kind)).toBe(kind);
		}
	});

	describe('from a binary field', () => {
		const MB = 1024 * 1024;
		const fromFile = async (file: object | undefined, content = Buffer.from('a'), size = 1) => {
			const parameters = item({}, file && { binary: { data: file, other: file } }, {
				getBinaryMetadata: async (id: string) => ({ fileSize: id === 'x' ? size : -1 }),
				getBinaryDataBuffer: async () => content,
			});
			return await readMedia(parameters, { mediaSource: 'binary', binaryPropertyName: ' data ' });
		};
		const name = 'the file "a.pdf" in the field "data"';
		const pdf = { mimeType: 'application/pdf', fileName: 'a.pdf' };
		const tooLarge =
			"Make the file smaller, or put it on a public address and set 'Media Source' to URL.";

		it.each([0, 1, 2, 3, 3 * 64 * 1024, 3 * 64 * 1024 + 1])(
			'are JSON with a data URI, at %s bytes more than one',
			async (more) => {
				const content = Buffer.alloc(more + 1, 7);
				const media = await fromFile(pdf, content);
				const body = (await media.toBody({ text: 'Oi' })) as Buffer;
				expect(JSON.parse(body.toString())).toEqual({
					text: 'Oi',
					mediaType: 'document',
					media: `data:application/pdf;base64,${content.toString('base64')}`,
				});
			},
		);

		it('have a size where n8n knows it', async () => {
			expect((await fromFile({ ...pdf, bytes: 16 * MB })).bytes).toBe(16 * MB);
			expect((await fromFile({ ...pdf, id: 'x' }, undefined, 7)).bytes).toBe(7);
			expect((await fromFile(pdf)).bytes).toBeUndefined();
		});

		it('are refused when they are missing, empty or too large', async () => {
			const hint = "Give the name of the input field that holds the file, e.g. 'data'.";
			const missing = 'The item has no file in the field "data"';
			expect(await outcomeOf(() => fromFile(undefined))).toEqual([
				missing,
				`It has no files at all. ${hint}`,
			]);
			const others = item({}, { binary: { a: {}, b: {} } });
			const fields = { mediaSource: 'binary', binaryPropertyName: 'data' };
			expect(await outcomeOf(() => readMedia(others, fields))).toEqual([
				missing,
				`Its files are in: a, b. ${hint}`,
			]);
			const nameless = { ...fields, binaryPropertyName: {} };
			expect(await outcomeOf(() => readMedia(others, nameless))).toEqual([
				'"{}" in \'Input Data Field Name\' is not text',
				hint,
			]);
			expect(await outcomeOf(() => fromFile({ ...pdf, bytes: 0 }))).toEqual([
				`Nothing to send: ${name} is empty (0 bytes)`,
				'Check the node that gave the file.',
			]);
			expect(await outcomeOf(() => fromFile({ ...pdf, bytes: 17 * MB }))).toEqual([
				`Too large to send: ${name} has 17.0 MB, and the limit is 16 MB`,
				tooLarge,
			]);
			const late = await fromFile(pdf, Buffer.alloc(16 * MB + 1));
			expect(await outcomeOf(() => late.toBody({}))).toEqual([
				`Too large to send: ${name} has 16.0 MB, and the limit is 16 MB`,
				tooLarge,
			]);
		});

		it('are judged by their type without its parameters, and named by their field', async () => {
			const audio = await fromFile({ mimeType: 'audio/ogg ; codecs=opus' });
			expect(audio.mediaType).toBe('audio');
			expect((await audio.toBody({})).toString()).toContain('data:audio/ogg;base64,');
			expect((await fromFile({})).mediaType).toBe('document');
			expect((await outcomeOf(() => fromFile({ bytes: 0 }))) as string[]).toContain(
				'Nothing to send: the file "data" in the field "data" is empty (0 bytes)',
			);
		});
	});
});

describe('a message', () => {
	it('goes to one chat of a known kind', async () => {
		expect(await outcomeOf(() => readDestination(item({ sendTo: 'fax' })))).toEqual([
			'"fax" in \'Send To\' is not a kind of chat',
			"Set 'Send To' to group, newsletter or phoneNumber.",
		]);
		expect(readDestination(item({ sendTo: 'newsletter', newsletterId: '1@newsletter' }))).toEqual({
			newsletterId: '1@newsletter',
		});
	});

	it('takes places by the size of its file, and a lane by its destination', () => {
		const job = (id: string, bytes?: number) => sendMessage({ id }, () => ({}), bytes);
		expect(
			[undefined, 0, 1, 1024 ** 2, 1024 ** 2 + 1].map((bytes) => job('a', bytes).weight),
		).toEqual([1, 1, 1, 1, 2]);
		expect(job('a').lane).toBe(job('a').lane);
		expect(job('a').lane).not.toBe(job('b').lane);
	});

	it('is sent once, and must come back with an id', async () => {
		const asked: ApiRequest[] = [];
		const answers: unknown[] = [{ data: { id: 1 } }, { correlationId: 2 }, {}, []];
		const send = async (request: ApiRequest) => {
			asked.push(request);
			return answers.shift();
		};
		const { run } = sendMessage({}, () => ({ text: 'Oi' }));
		const mayHave = 'The message may have been sent';
		expect([await run(send), await run(send)]).toEqual([[{ id: 1 }], [{ correlationId: 2 }]]);
		for (let times = 0; times < 2; times++) {
			expect(await outcomeOf(() => run(send))).toEqual([
				'Pilot Status accepted the request but gave no id for the message',
				expect.stringContaining(mayHave),
			]);
		}
		expect(asked[0]).toEqual({
			method: 'POST',
			path: '/messages/send',
			body: { text: 'Oi' },
			mayHave,
			isOnce: true,
			isSend: true,
		});
	});
});

describe('the variables of a template', () => {
	const template = { name: 't', variables: ['a', 'b.c'], needed: ['a', 'd'] } as Template;
	const read = (values: IDataObject, json: IDataObject = {}) =>
		readVariables(item(values, { json }));

	it('are text, and nothing where there is none', () => {
		const value = { a: 1, b: null, c: '', d: undefined, e: { f: 1 }, '': 'x', g: false };
		expect(read({ variables: { mappingMode: 'defineBelow', value } })()).toEqual({
			a: '1',
			e: '{"f":1}',
			g: 'false',
		});
		expect(read({ variables: {} })()).toEqual({});
	});

	it('come as names and values', () => {
		const values = [{ key: ' a ', value: 1 }, { value: 2 }, { key: 3, value: '3' }];
		const variables = (variableValues: object) =>
			read({ variablesMode: 'keyValue', variableValues } as IDataObject)();
		expect(variables({ values })).toEqual({ a: '1', 3: '3' });
		expect(variables({})).toEqual({});
	});

	it('come from the item by their names, those of the template and those saved', () => {
		const mapped = read(
			{ variables: { mappingMode: 'autoMapInputData', schema: [{ id: 's' }] } },
			{ a: 1, b: { c: 2 }, s: 3, other: 4, 'x.y': 5 },
		);
		expect(mapped(template)).toEqual({ a: '1', 'b.c': '2', s: '3' });
		expect(mapped()).toEqual({ s: '3' });
		const all = read({ variables: { mappingMode: 'autoMapInputData' } }, { a: 1, 'b.c': 2, b: 3 });
		expect(all(template)).toEqual({ a: '1', 'b.c': '2' });
		expect(all()).toEqual({ a: '1', 'b.c': '2', b: '3' });
	});

	it('are named where the text needs them', async () => {
		expect(await outcomeOf(() => refuseMissing(template, { d: '1' }))).toEqual([
			'The template t needs variables that have no value: a',
			"Fill them in under 'Variables'. When they are not shown there, reload the fields, or set 'Variables Mode' to Name and Value.",
		]);
		expect(await outcomeOf(() => refuseMissing(template, { a: '', d: '' }))).toBeUndefined();
	});
});

describe('the limit of a wait', () => {
	const limit = async (values?: IDataObject) =>
		await outcomeOf(() => {
			const options = values === undefined ? {} : { limitWaitTime: { values } };
			return readWaitLimit(item({ options }))().getTime();
		});
	const after = (resumeAmount: unknown, resumeUnit: unknown) =>
		({ limitType: 'afterTimeInterval', resumeAmount, resumeUnit }) as IDataObject;

	it('is far away where there is none', async () => {
		expect(await limit()).toBe(Date.parse('3000-01-01T00:00:00Z'));
	});

	it.each([
		['minutes', 60_000],
		['hours', 3_600_000],
		['days', 86_400_000],
	])('counts %s', async (unit, length) => {
		expect(((await limit(after(2, unit))) as number) - Date.now()).toBeCloseTo(2 * length, -3);
	});

	it('is a moment', async () => {
		const maxDateAndTime = '2036-01-01T10:00';
		expect(await limit({ limitType: 'atSpecifiedTime', maxDateAndTime })).toBe(
			Date.parse('2036-01-01T10:00Z'),
		);
	});

	it.each<[IDataObject, string]>([
		[after(0, 'hours'), '"0" hours'],
		[after(-1, 'hours'), '"-1" hours'],
		[after('a', 'hours'), '"a" hours'],
		[after(1, 'years'), '"1" years'],
		[after(1, undefined), '"1" undefined'],
	])('refuses %j', async (values, what) => {
		expect(await limit(values)).toEqual([
			`${what} in 'Limit Wait Time' is not a time to wait`,
			'Give a number above 0 and minutes, hours or days.',
		]);
	});

	it.each(['2020-01-01', ''])('refuses the moment "%s"', async (maxDateAndTime) => {
		expect(await limit({ limitType: 'atSpecifiedTime', maxDateAndTime })).toEqual([
			`"${maxDateAndTime}" in 'Max Date and Time' is not a time to come`,
			"Set a later time, or remove 'Limit Wait Time'.",
		]);
	});
});
