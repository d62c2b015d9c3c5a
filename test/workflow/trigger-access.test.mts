import { createHmac, randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';

const { server, account } = useServer();
const NODE = 'node:Pilot Status Trigger';
const SECRET = 'segredo do webhook';
const REFUSED = 'The token in the address is missing or wrong';
const UNSIGNED = 'The signature is missing or wrong';
const delivery = { event: 'message.group', data: { id: 'm1', content: 'Oi' } };
const raw = JSON.stringify(delivery);

let listener: Listener;
afterEach(async () => await listener.close());

async function listen(parameters: INodeParameters = {}, more: object = {}): Promise<void> {
	// A workflow of its own for each test, since the trigger remembers across them.
	const options = { parameters, workflowId: randomUUID() };
	listener = await startListener({ ...account(KEYS.go), ...more }, options);
	await listener.activate();
}

/** The token, as the API has it. */
const token = () => new URL(server().state.webhooks[0]!.url).searchParams.get('token')!;

const write = () =>
	server().receive({
		numberId: NUMBERS.go.id,
		groupId: GROUPS.modern,
		from: PEOPLE.ana,
		text: 'Oi',
	});

async function expectRefusal(sent: Promise<unknown>, message = REFUSED): Promise<void> {
	expect(await sent).toEqual({ status: 401, body: JSON.stringify({ message }) });
	expect(listener.executions).toEqual([]);
	expect(listener.thrown).toEqual([]);
}

async function expectExecution(sent: Promise<unknown>): Promise<void> {
	expect(await sent).toEqual({ status: 200, body: '{"message":"Received"}' });
	expect(listener.executions).toEqual([[{ json: { ...delivery.data, event: delivery.event } }]]);
}

describe('the token', () => {
	it.each<[promise: string, query: (token: string) => string]>([
		['that is missing', () => ''],
		['that is empty', () => 'token='],
		['without a value', () => 'token'],
		['of another node', () => `token=${'0123456789abcdef'.repeat(4)}`],
		[
			'of the right length, one letter changed',
			(t) => `token=${t[0] === '0' ? 1 : 0}${t.slice(1)}`,
		],
		['in upper case', (t) => `token=${t.toUpperCase()}`],
		['with something after it', (t) => `token=${t}0`],
		['with something before it', (t) => `token=0${t}`],
		['with a space after it', (t) => `token=${t}%20`],
		['without its last letter', (t) => `token=${t.slice(0, -1)}`],
		['twice', (t) => `token=${t}&token=${t}`],
		['and a wrong one after it', (t) => `token=${t}&token=x`],
		['as a list', (t) => `token[]=${t}`],
		['under another name', (t) => `key=${t}`],
		['under its name in upper case', (t) => `TOKEN=${t}`],
		['as the whole query', (t) => t],
	])('%s is refused, starts nothing and claims nothing', async (_promise, query) => {
		await listen();
		await expectRefusal(listener.post(delivery, { query: query(token()) }));
		await expectExecution(listener.post(delivery, { token: token() }));
	});

	it('counts in the address only, not in headers or the body', async () => {
		await listen();
		const headers = { token: token(), authorization: `Bearer ${token()}`, 'x-token': token() };
		await expectRefusal(listener.post({ ...delivery, token: token() }, { headers }));
	});

	it.each<[promise: string, stored: IDataObject, query: string]>([
		['nothing', {}, 'token=undefined'],
		['no token', { [NODE]: {} }, 'token=undefined'],
		['null', { [NODE]: { token: null } }, 'token=null'],
		['a number', { [NODE]: { token: 42 } }, 'token=42'],
		['a list', { [NODE]: { token: ['a'] } }, 'token=a'],
		['an empty one', { [NODE]: { token: '' } }, 'token='],
	])('of static data with %s opens to nobody', async (_promise, stored, query) => {
		await listen();
		const registered = token();
		listener.staticData = stored;
		await expectRefusal(listener.post(delivery, { query }));
		await expectRefusal(listener.post(delivery, { token: registered }));
		await expectRefusal(listener.post(delivery, { query: '' }));
	});

	it('of the test registration does not open the published one', async () => {
		await listen();
		await listener.activate('test');
		const [production, test] = server().state.webhooks.map(
			({ url }) => new URL(url).searchParams.get('token')!,
		);
		expect(test).not.toBe(production);
		await expectRefusal(listener.post(delivery, { token: test }));
		await expectRefusal(listener.post(delivery, { token: production, mode: 'test' }));
	});

	it('has 32 random bytes, and stands in no item, log or answer', async () => {
		await listen({ events: ['*'] });
		expect(token()).toMatch(/^[0-9a-f]{64}$/);
		const answers = [
			await listener.post(delivery, { token: token() }),
			await listener.post(delivery, { token: token() }),
			await listener.post([], { token: token() }),
			await listener.post(delivery, { query: `token=${token()}x` }),
		];
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 400, 401]);
		expect(answers[2]!.body).toBe('{"message":"Expected {\\"event\\": \\"…\\", \\"data\\": {…}}"}');
		expect(listener.executions).toHaveLength(1);
		expect(listener.logs.join()).toContain(listener.address());
		const seen = JSON.stringify([answers, listener.executions, listener.logs]);
		expect(seen).not.toContain(token());
	});
});

const sign = (bytes: string, secret = SECRET) =>
	createHmac('sha256', secret).update(bytes).digest('hex');
const right = sign(raw);
const pretty = `${JSON.stringify(delivery, null, 2).replace('Oi', '\\u004fi')}\r\n`;

describe('the token of a node that is gone', () => {
	it.each([
		['was deleted and added again under its name', { nodeId: 'n2', webhookId: randomUUID() }],
		['has another id', { nodeId: 'n2' }],
		['has another webhook', { webhookId: randomUUID() }],
	])('opens nothing at a node that %s', async (_what, other) => {
		await listen();
		const old = token();
		Object.assign(listener.options, other);
		await expectRefusal(listener.post(raw, { token: old }));
		await listener.activate();
		const { token: renewed } = listener.staticData[NODE] as { token: string };
		expect(renewed).toMatch(/^[0-9a-f]{64}$/);
		expect(renewed).not.toBe(old);
		await expectRefusal(listener.post(raw, { token: old }));
		await expectExecution(listener.post(raw, { token: renewed }));
	});
});

describe('the signature', () => {
	const checked = { options: { signatureHeader: ' X-Signature ' } };

	it.each<[promise: string, signature: string, body?: string]>([
		['in hex', right],
		['after sha256=', `sha256=${right}`],
		['in hex of upper case', right.toUpperCase()],
		['after SHA256=, in upper case', `SHA256=${right.toUpperCase()}`],
		['of the very bytes, however the JSON is written', sign(pretty), pretty],
	])('%s opens', async (_promise, signature, body = raw) => {
		await listen(checked, { webhookSecret: SECRET });
		const headers = { 'x-signature': signature };
		await expectExecution(listener.post(body, { token: token(), headers }));
	});

	it.each<[promise: string, headers: Record<string, string>, body?: string]>([
		['missing', {}],
		['in another header', { 'x-hub-signature-256': right }],
		['empty', { 'x-signature': '' }],
		['nothing but sha256=', { 'x-signature': 'sha256=' }],
		['of another secret', { 'x-signature': sign(raw, 'outro') }],
		['of an empty secret', { 'x-signature': sign(raw, '') }],
		['of another body', { 'x-signature': sign('{}') }],
		['of the same JSON with a space more', { 'x-signature': right }, `${raw} `],
		['of the same JSON without its spaces', { 'x-signature': right }, pretty],
		['one digit short', { 'x-signature': right.slice(0, -1) }],
		['one digit long', { 'x-signature': `${right}0` }],
		['there twice', { 'x-signature': `${right}, ${right}` }],
		['in base64', { 'x-signature': Buffer.from(right, 'hex').toString('base64') }],
		['of another algorithm by its name', { 'x-signature': `sha1=${right}` }],
		['the secret itself', { 'x-signature': 'segredo do webhook' }],
	])('%s is refused, starts nothing and claims nothing', async (_promise, headers, body = raw) => {
		await listen(checked, { webhookSecret: SECRET });
		await expectRefusal(listener.post(body, { token: token(), headers }), UNSIGNED);
		const signed = { 'x-signature': right };
		await expectExecution(listener.post(raw, { token: token(), headers: signed }));
	});

	it('does not replace the token', async () => {
		await listen(checked, { webhookSecret: SECRET });
		await expectRefusal(listener.post(raw, { headers: { 'x-signature': right } }));
	});

	it.each([undefined, ''])('is not looked at with the secret %j', async (webhookSecret) => {
		await listen(checked);
		listener.account = { ...account(KEYS.go), ...(webhookSecret === '' && { webhookSecret }) };
		const headers = { 'x-signature': 'wrong' };
		await expectExecution(listener.post(raw, { token: token(), headers }));
	});

	it.each<[promise: string, options: INodeParameters]>([
		['no header is named', {}],
		['the name of the header is blank', { options: { signatureHeader: ' ' } }],
	])("is looked for in the header of the vendor's SDK where %s", async (_promise, parameters) => {
		await listen(parameters, { webhookSecret: SECRET });
		await expectRefusal(listener.post(raw, { token: token() }), UNSIGNED);
		const headers = { 'x-pilot-status-signature': right };
		await expectExecution(listener.post(raw, { token: token(), headers }));
	});

	it.each(['sha256=', ''] as const)('of the API, after %j, opens', async (prefix) => {
		await listen(checked, { webhookSecret: SECRET });
		server().signing = { header: 'X-Signature', secret: SECRET, prefix };
		write();
		await listener.started(1);
		await server().settled();
		expect(server().deliveries).toMatchObject([{ statusCode: 200 }]);
	});

	it('with a secret that the user mends loses nothing: the API tries again', async () => {
		server().clock.manual();
		await listen(checked, { webhookSecret: 'errado' });
		server().signing = { header: 'x-signature', secret: SECRET };
		write();
		await server().settled();
		expect(listener.executions).toEqual([]);
		listener.account.webhookSecret = SECRET;
		server().clock.advance(1000);
		await listener.started(1);
		await server().settled();
		expect(server().deliveries).toMatchObject([{ statusCode: 401 }, { statusCode: 200 }]);
	});
});

describe('the API key', () => {
	it.each<[promise: string, rotate: () => void]>([
		['at the API alone', () => {}],
		['in the credential too', () => (listener.account.apiKey = 'ps_rotated')],
	])('may be rotated %s: what is written meanwhile arrives', async (_promise, rotate) => {
		await listen();
		server().state.keys.find(({ key }) => key === KEYS.go)!.key = 'ps_rotated';
		rotate();
		write();
		await listener.started(1);
		await server().settled();
		expect(server().deliveries).toMatchObject([{ statusCode: 200, attempt: 1 }]);
	});
});
