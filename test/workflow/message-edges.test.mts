import { describe, expect, it } from '@jest/globals';
import type { IBinaryData, IDataObject, INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, MESSAGES, TEMPLATES } from 'pilotstatus-reference-server';
import { locator } from './rows.mts';

const { server, account, calls, body } = useServer();
const to = { sendTo: 'group', groupId: locator(GROUPS.modern) };
const nothing = '={{ null }}';

/** Runs on a number that takes files too; nothing may be wrong with it. */
async function run(parameters: INodeParameters, json: IDataObject = {}, file?: IBinaryData) {
	const input = [{ json, ...(file && { binary: { data: file } }) }];
	const { items, error } = await runNode(
		account(KEYS.evo),
		{ parameters: { resource: 'message', ...parameters } },
		input,
	);
	expect(error).toBeUndefined();
	return items;
}

describe('what stands around a value does not matter', () => {
	it('when a message is looked up', async () => {
		server().state.messages.find(({ id }) => id === MESSAGES.evo.id)!.origin = 'API';
		await run({ operation: 'get', messageId: ` ${MESSAGES.evo.id}\n` });
		expect(calls()).toEqual([`GET /messages/${MESSAGES.evo.id}`]);
	});

	it('when a template is named', async () => {
		const templateId = locator(' promocao_semana ', 'id');
		await run({ ...to, operation: 'sendTemplate', templateId });
		expect(calls()[0]).toBe('GET /templates/promocao_semana');
		expect(body(1)).toEqual({ groupId: GROUPS.modern, templateId: 'promocao_semana' });
	});

	it('when a file is named by its address', async () => {
		const mediaUrl = '\nhttps://example.com/a.png ';
		await run({ ...to, operation: 'sendMedia', mediaUrl });
		expect(body(0)).toMatchObject({ media: 'https://example.com/a.png', mediaType: 'image' });
	});
});

describe('a file', () => {
	const binary = { ...to, operation: 'sendMedia', mediaSource: 'binary' };
	const voice = { data: 'b2k=', mimeType: 'audio/ogg' };
	const media = 'data:audio/ogg;base64,b2k=';

	it('comes from the named field, whatever stands around its name', async () => {
		await run({ ...binary, binaryPropertyName: ' data ' }, {}, voice);
		expect(body(0)).toEqual({ groupId: GROUPS.modern, media, mediaType: 'audio' });
	});

	it.each(['', ' \n', nothing])('of audio may have the blank caption %j', async (caption) => {
		await run({ ...binary, caption }, {}, voice);
		expect(body(0)).toEqual({ groupId: GROUPS.modern, media, mediaType: 'audio' });
	});

	it('of exactly 16 MB is not too large', async () => {
		await run(binary, {}, { ...voice, bytes: 16 * 1024 * 1024 } as IBinaryData);
		expect(body(0)).toMatchObject({ media });
	});

	it('in place of the one of a template has its own type where none is given', async () => {
		const values = { mediaSource: 'binary', binaryPropertyName: 'data' };
		const templateId = locator(TEMPLATES.marketing);
		const options = { media: { values: { ...values, mediaType: '={{ $json.nope }}' } } };
		await run({ ...to, operation: 'sendTemplate', templateId, options }, {}, voice);
		expect(body(1)).toMatchObject({ media, mediaType: 'audio' });
	});
});

describe('options', () => {
	it('that an expression leaves empty are not sent', async () => {
		const names = ['deliverAt', 'deliverUntil', 'labels', 'markRead', 'header', 'footer'];
		const options = Object.fromEntries(names.map((name) => [name, nothing]));
		await run({ ...to, operation: 'sendText', text: 'Oi', options });
		expect(body(0)).toEqual({ groupId: GROUPS.modern, text: 'Oi' });
	});

	it('may ask for a single message', async () => {
		await run({ operation: 'getAll', limit: 1 });
		expect(server().log.map(({ query }) => query)).toEqual([{ page: '1', pageSize: '1' }]);
	});

	it('may list the messages of one moment', async () => {
		const filters = { startDate: '2026-01-01T10:00', endDate: '2026-01-01T13:00Z' };
		await run({ operation: 'getAll', source: 'history', filters });
		expect(server().log[0]!.query).toMatchObject({
			startDate: '2026-01-01T13:00:00.000Z',
			endDate: '2026-01-01T13:00:00.000Z',
		});
	});
});

describe('the variables of a template', () => {
	const template = { ...to, operation: 'sendTemplate', templateId: locator(TEMPLATES.marketing) };
	const named = (...values: INodeParameters[]) => ({
		...template,
		variablesMode: 'keyValue',
		variableValues: values.length > 0 ? { values } : {},
	});
	const sent = () => (body(1) as { variables?: unknown }).variables;

	it.each<[INodeParameters[], unknown]>([
		[[], undefined],
		[[{ key: 'a', value: '={{ ({ b: [1] }) }}' }], { a: '{"b":[1]}' }],
		[
			[
				{ key: 'a', value: '={{ 0 }}' },
				{ key: 'b', value: '={{ false }}' },
			],
			{ a: '0', b: 'false' },
		],
		[
			[
				{ key: 'a', value: nothing },
				{ key: 'b', value: '={{ $json.nope }}' },
				{ key: 'c', value: '' },
			],
			undefined,
		],
		[
			[
				{ key: ' ', value: 'x' },
				{ key: nothing, value: 'y' },
			],
			undefined,
		],
	])('named as %j go out as %j', async (values, variables) => {
		await run(named(...values));
		expect(sent()).toEqual(variables);
	});

	it.each<[string, INodeParameters, IDataObject]>([
		['all of the item', {}, { nome: 'Ana', extra: '1' }],
		['those that the editor saved', { schema: [{ id: 'nome' }] as never }, { nome: 'Ana' }],
	])(
		'are %s when they are mapped automatically and the template cannot be looked up',
		async (_which, saved, variables) => {
			server().fault({ route: 'GET /templates/:templateId', status: 404 });
			const mapper = { mappingMode: 'autoMapInputData', value: null, ...saved };
			await run({ ...template, variables: mapper }, { nome: 'Ana', extra: 1, vazio: null });
			expect(sent()).toEqual(variables);
		},
	);
});
