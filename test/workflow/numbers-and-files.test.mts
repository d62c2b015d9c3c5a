import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runNode, searchList } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { KEYS, NUMBERS, SHAPE_VALUES } from 'pilotstatus-reference-server';
import { mediaRow } from './read-rows.mts';
import { locator } from './rows.mts';

const { server, account, calls } = useServer();
const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const tenant = (more: object = {}) => ({ ...account(KEYS.tenant), ...more });
const number = (operation: string, id = '', more: INodeParameters = {}) => ({
	resource: 'number',
	operation,
	numberId: locator(id, 'id'),
	...more,
});
const connect = number('connect', 'num_offline');
const CONNECT = 'GET /numbers/:numberId/connect';

describe('number: connect', () => {
	it('gives the QR code as a PNG, and the pairing code', async () => {
		const { items, error } = await runNode(tenant(), { parameters: connect });
		expect(error).toBeUndefined();
		const { data } = items[0]!.binary!;
		expect(data).toMatchObject({ mimeType: 'image/png', fileName: 'qrcode.png' });
		expect(Buffer.from(data!.data, 'base64').subarray(0, 8)).toEqual(PNG);
		expect(calls()).toEqual(['GET /numbers/num_offline/connect']);
	});

	it.each(SHAPE_VALUES.qrcodeForm)('gives a PNG where the QR code comes as %s', async (form) => {
		server().shapes.qrcodeForm = form;
		const { items } = await runNode(tenant(), { parameters: connect });
		const { data } = items[0]!.binary!;
		expect(Buffer.from(data!.data, 'base64').subarray(0, 8)).toEqual(PNG);
	});

	it.each(SHAPE_VALUES.numberStatus)('knows a connected number by a %s status', async (form) => {
		server().shapes.numberStatus = form;
		const { items } = await runNode(tenant(), { parameters: number('connect', 'num_evo') });
		expect(items[0]!.json.state).toBe('OPEN');
	});

	it.each(SHAPE_VALUES.connectCodes)('takes %s as the codes', async (form) => {
		server().shapes.connectCodes = form;
		const { items } = await runNode(tenant(), { parameters: connect });
		expect(items[0]!.binary !== undefined).toBe(form !== 'pairingCode');
		expect(items[0]!.json.pairingCode !== null).toBe(form !== 'qrcode');
	});

	it.each([
		['nulls', undefined],
		['a state', { state: 'open' }],
		['a refusal', { status: 409, body: { error: 'The number is connected already' } }],
	])('is no failure where the number is connected, told by %s', async (_how, answer) => {
		const body = answer && 'state' in answer ? answer : undefined;
		if (answer) server().fault({ route: CONNECT, status: 200, body, ...answer } as never);
		const parameters = number('connect', 'num_evo');
		const { items, error } = await runNode(tenant(), { parameters });
		expect(error).toBeUndefined();
		expect(items[0]).toEqual({
			json: { numberId: 'num_evo', state: 'OPEN', pairingCode: null },
			pairedItem: { item: 0 },
		});
	});

	it('says that there is no code yet', async () => {
		const body = { qrcodeBase64: null, pairingCode: null };
		server().fault({ route: CONNECT, status: 200, body });
		const { error } = await runNode(tenant(), { parameters: connect });
		expect([error?.message, error?.description]).toEqual([
			'Pilot Status gave no QR code yet: the number is CLOSE',
			'Wait half a minute and run this again. Only numbers paired by QR code have one.',
		]);
	});

	it('passes a refusal of another kind on', async () => {
		server().fault({ route: CONNECT, status: 409, body: { error: 'Busy' } });
		const { error } = await runNode(tenant(), { parameters: connect });
		expect(error?.message).toMatch(/Busy/);
	});
});

describe('a number', () => {
	it("is the credential's where none is picked", async () => {
		const own = tenant({ whatsappNumberId: ' num_go ' });
		const { items } = await runNode(own, { parameters: number('get') });
		expect(items[0]!.json.id).toBe('num_go');
		expect(calls()).toEqual(['GET /numbers/num_go']);
	});

	it('comes from an expression', async () => {
		const parameters = number('get', '={{ $json.id }}');
		const { items } = await runNode(tenant(), { parameters }, [{ json: { id: 'num_evo' } }]);
		expect(items[0]!.json).toMatchObject({ id: 'num_evo', state: 'OPEN', health: {} });
	});

	it('must be named somewhere', async () => {
		const { error } = await runNode(tenant(), { parameters: number('get') });
		expect([error?.message, error?.description]).toEqual([
			"'Number' is empty",
			"Pick a number, or fill in 'WhatsApp Number ID' in the credential.",
		]);
		expect(calls()).toEqual([]);
	});

	it('never is the name of another endpoint', async () => {
		const { error } = await runNode(tenant(), { parameters: number('get', 'check') });
		expect(error?.message).toBe('"check" in \'Number\' is not an ID');
	});

	it('that the key does not know is named', async () => {
		server().fault({ route: 'GET /numbers/:numberId', status: 404 });
		const { error } = await runNode(tenant(), { parameters: number('get', 'num_x') });
		expect(error?.message).toBe('Pilot Status does not find number "num_x" with this key');
	});

	it.each(['getAll', 'get', 'connect'])('needs a tenant key to %s', async (operation) => {
		const parameters = number(operation, 'num_go');
		const { error } = await runNode(account(KEYS.go), { parameters });
		expect([error?.message, error?.description]).toEqual([
			'This is the key of one WhatsApp number, and the request needs a tenant key',
			'Use a credential with the tenant key for this step: Number → Get Many, Get and Connect need one.',
		]);
	});

	it('is picked from a list, with its state', async () => {
		const { results } = await searchList(tenant(), 'searchNumbers', 'offline');
		expect(results).toEqual([
			{ name: `offline (${NUMBERS.offline.phone}, CLOSE)`, value: 'num_offline' },
		]);
	});

	it.each(['numbers', 'data'])('is listed under %s as well', async (name) => {
		const body = { [name]: [{ id: 'num_1' }, { id: 'num_2' }] };
		server().fault({ route: 'GET /numbers', status: 200, body });
		const parameters = { resource: 'number', operation: 'getAll', returnAll: true };
		const { items } = await runNode(tenant(), { parameters });
		expect(items.map(({ json }) => json)).toEqual([{ id: 'num_1' }, { id: 'num_2' }]);
	});
});

describe('media: download', () => {
	const ROUTE = mediaRow.route;
	const download = async (body?: unknown, parameters = mediaRow.parameters) => {
		if (body) server().fault({ route: ROUTE, status: 200, body });
		const { items, error } = await runNode(account(KEYS.metaOba), { parameters });
		const file = items[0]?.binary?.foto;
		return { error, json: items[0]?.json, file, bytes: file && Buffer.from(file.data, 'base64') };
	};
	const content = Buffer.from(Array.from({ length: 1_000_003 }, (_, at) => (at * 7919) % 256));

	it('puts the file into the field that is named', async () => {
		mediaRow.arrange!(server().state);
		const { error, file, bytes } = await download();
		expect(error).toBeUndefined();
		expect(file).toMatchObject({ mimeType: 'image/jpeg', fileName: 'obra.jpg' });
		expect(bytes).toEqual(Buffer.from('/9j/4AAQSkZJRg==', 'base64'));
		expect(server().log[0]!.query).toEqual({ phoneNumberId: 'phone_num_meta_oba' });
	});

	const base64 = content.toString('base64');
	it.each<[string, IDataObject]>([
		['in a data URI', { base64: `data:application/zip;base64,${base64}`, fileName: 'a.zip' }],
		['bare', { fileName: 'a.zip', mimeType: 'application/zip', base64 }],
		[
			'in lines',
			{ base64: base64.replace(/.{76}/g, '$&\n'), mimeType: 'application/zip', fileName: 'a.zip' },
		],
		['wrapped', { data: { base64, mimeType: 'application/zip', fileName: 'a.zip' } }],
	])('reads a large file byte for byte: %s', async (_how, body) => {
		const { json, bytes } = await download(body);
		expect(bytes!.equals(content)).toBe(true);
		const size = { fileSize: content.length, fileName: 'a.zip' };
		expect(json).toEqual({ mediaId: 'media_wamid.foto', mimeType: 'application/zip', ...size });
	});

	it.each<[IDataObject, string, string | null]>([
		[{ mimeType: 'audio/ogg; codecs=opus', fileName: null }, 'audio/ogg', null],
		[{ mimeType: 'application/octet-stream', fileName: 'a.pdf' }, 'application/pdf', 'a.pdf'],
		[{ mimeType: null, fileName: '../../etc/x.png' }, 'image/png', 'x.png'],
		[{}, 'image/png', null],
	])('finds type and name of %j', async (facts, mimeType, fileName) => {
		const { json, file } = await download({ ...facts, base64: PNG.toString('base64') });
		expect(json).toMatchObject({ mimeType, fileName, fileSize: 8 });
		expect(file!.mimeType).toBe(mimeType);
	});

	it.each([
		{ mediaId: 'x' },
		{ base64: '' },
		{ base64: null },
		[],
		{ base64: 'data:image/png;base64,' },
	])('fails where the answer is %j', async (body) => {
		const { error } = await download(body);
		expect(error?.message).toBe('Pilot Status accepted the request but gave no file');
	});

	it('says that WhatsApp keeps files for a short while', async () => {
		const { error } = await download();
		expect(error?.message).toMatch(
			/^Pilot Status does not find file "media_wamid.foto" with this key/,
		);
		expect(error?.description).toMatch(/^WhatsApp keeps files for minutes to days/);
	});

	it.each(['mediaId', 'phoneNumberId'])('needs %s', async (name) => {
		const { error } = await download(undefined, { ...mediaRow.parameters, [name]: ' ' });
		expect(error?.message).toMatch(/^'(Media ID|Phone Number ID)' is empty$/);
		expect(calls()).toEqual([]);
	});

	it('is explained with a number paired by QR code', async () => {
		const { parameters } = mediaRow;
		const { error } = await runNode(account(KEYS.go), { parameters });
		expect(error?.message).toBe('The service behind this WhatsApp number cannot do this');
	});
});
