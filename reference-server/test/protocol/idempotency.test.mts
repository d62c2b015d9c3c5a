import { once } from 'node:events';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { GROUPS, KEYS, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { Fault, ReferenceServer } from '../../src/server.mts';
import { call, groupPath } from '../support/client.mts';
import type { Answer, CallOptions } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer({ clock: 'manual' });
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ROUTE = 'POST /messages/send';
const text = { destinationNumber: `+${PEOPLE.ana}`, text: 'Oi' };
const other = { ...text, text: 'Tchau' };

const send = (idempotencyKey: string, options: CallOptions = {}) =>
	call(server, 'POST', '/messages/send', {
		...(options.rawBody === undefined && { body: text }),
		...options,
		headers: { 'idempotency-key': idempotencyKey },
	});
const sent = () => server.state.messages.filter(({ direction }) => direction === 'OUTBOUND').length;
/** What a caller and the world see of an answer: its outcome, and how many messages were accepted. */
const seen = ({ status, headers, json }: Answer) => [
	json?.code ?? status,
	headers['idempotent-replayed'],
	sent(),
];
const fault = (rest: Omit<Fault, 'route'>) => server.fault({ route: ROUTE, ...rest });

describe('the second request with a key', () => {
	const again: Array<[what: string, second: () => Promise<Answer>, seen: unknown[]]> = [
		['the same bytes', () => send('k'), [202, 'true', 1]],
		[
			'the same JSON, its keys in another order and with blanks',
			() => send('k', { rawBody: `{ "text": "Oi", "destinationNumber": "+${PEOPLE.ana}" }` }),
			[202, 'true', 1],
		],
		['another body', () => send('k', { body: other }), ['IDEMPOTENCY_KEY_REUSED', undefined, 1]],
		[
			'a body that says the same in other words',
			() => send('k', { body: { ...text, destinationNumber: PEOPLE.ana } }),
			['IDEMPOTENCY_KEY_REUSED', undefined, 1],
		],
		['another key', () => send('K'), [202, undefined, 2]],
		['another number', () => send('k', { key: KEYS.evo }), [202, undefined, 2]],
		[
			'no key at all',
			() => call(server, 'POST', '/messages/send', { body: text }),
			[202, undefined, 2],
		],
		[
			'the phone gone offline meanwhile',
			() => {
				server.state.numbers.find(({ id }) => id === NUMBERS.go.id)!.session = 'CLOSED';
				return send('k');
			},
			[202, 'true', 1],
		],
		[
			'23 hours and 59 minutes later',
			() => {
				server.clock.advance(24 * HOUR_MS - MINUTE_MS);
				return send('k');
			},
			[202, 'true', 1],
		],
		[
			'23 hours and 59 minutes later, another body',
			() => {
				server.clock.advance(24 * HOUR_MS - MINUTE_MS);
				return send('k', { body: other });
			},
			['IDEMPOTENCY_KEY_REUSED', undefined, 1],
		],
		[
			'24 hours later',
			() => {
				server.clock.advance(24 * HOUR_MS);
				return send('k');
			},
			[202, undefined, 2],
		],
		[
			'after a reset',
			() => {
				server.reset();
				return send('k');
			},
			[202, undefined, 1],
		],
		[
			'a server that ignores the header',
			() => {
				server.shapes.idempotency = 'ignored';
				return send('k', { body: other });
			},
			[202, undefined, 2],
		],
	];

	it.each(again)('%s', async (_what, second, outcome) => {
		const first = await send('k');
		expect(seen(first)).toEqual([202, undefined, 1]);
		const answer = await second();
		expect(seen(answer)).toEqual(outcome);
		if (outcome[1]) expect(answer.json).toEqual(first.json);
	});

	it('does not make the first one younger', async () => {
		await send('k');
		server.clock.advance(23 * HOUR_MS);
		await send('k');
		server.clock.advance(HOUR_MS);
		expect(seen(await send('k'))).toEqual([202, undefined, 2]);
	});
});

describe('a key', () => {
	it.each([
		['of one character', 'x', 202],
		['of 255', 'x'.repeat(255), 202],
		['of 256', 'x'.repeat(256), 'IDEMPOTENCY_KEY_INVALID'],
		['that is empty', '', 'IDEMPOTENCY_KEY_INVALID'],
		['with a tab', 'a\tb', 'IDEMPOTENCY_KEY_INVALID'],
		['with blanks and signs', 'pedido 1001 #2/á', 202],
	])('%s', async (_what, key, outcome) => {
		const answer = await send(key);
		expect([answer.json.code ?? answer.status, answer.status]).toEqual([
			outcome,
			outcome === 202 ? 202 : 400,
		]);
		expect(sent()).toBe(outcome === 202 ? 1 : 0);
		expect(server.log[0]).toMatchObject({
			headers: { 'idempotency-key': key },
			rawBody: JSON.stringify(text),
		});
	});

	it('that is invalid is none to a server that ignores it', async () => {
		server.shapes.idempotency = 'ignored';
		expect((await send('x'.repeat(256))).status).toBe(202);
	});

	it('means nothing to any other endpoint', async () => {
		const headers = { 'idempotency-key': 'x'.repeat(256) };
		const create = () =>
			call(server, 'POST', '/groups', { key: KEYS.evo, body: { subject: 'Nova' }, headers });
		const [first, second] = [await create(), await create()];
		expect([first.status, second.status]).toEqual([200, 200]);
		expect(second.json.id).not.toBe(first.json.id);
		expect((await call(server, 'GET', groupPath(GROUPS.modern), { headers })).status).toBe(200);
	});
});

describe('after an error the key is free', () => {
	const rows: Array<[what: string, options: CallOptions, code: string]> = [
		['a value', { body: { ...text, text: '' } }, 'VALIDATION_ERROR'],
		['broken JSON', { rawBody: '{' }, 'VALIDATION_ERROR'],
		['a template', { body: { ...text, text: undefined, templateId: 'x' } }, 'TEMPLATE_NOT_FOUND'],
		['the phone offline', { key: KEYS.offline }, 'WHATSAPP_INSTANCE_NOT_CONNECTED'],
	];

	it.each(rows)('%s', async (_what, options, code) => {
		expect((await send('k', options)).json.code).toBe(code);
		for (const number of server.state.numbers) number.session = 'OPEN';
		const { key } = options;
		expect(seen(await send('k', { key, body: other }))).toEqual([202, undefined, 1]);
	});

	it('and so it is after a fault that answered in its stead', async () => {
		fault({ nth: 1, status: 500 });
		expect((await send('k')).status).toBe(500);
		expect(seen(await send('k', { body: other }))).toEqual([202, undefined, 1]);
	});

	it('and after a connection that was dropped before', async () => {
		fault({ nth: 1, reset: 'before' });
		await expect(send('k')).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(seen(await send('k', { body: other }))).toEqual([202, undefined, 1]);
	});
});

describe('an answer that was lost is kept all the same', () => {
	it.each<[string, Omit<Fault, 'route'>, unknown]>([
		['a reset after the effect', { nth: 1, reset: 'after' }, 'ECONNRESET'],
		['a gateway’s answer in its stead', { nth: 1, status: 504, after: true }, 504],
		['half an answer', { nth: 1, truncate: true }, 202],
	])('%s', async (_what, rest, first) => {
		fault(rest);
		const outcome = await send('k').then(
			({ status }) => status,
			({ code }) => code,
		);
		expect([outcome, sent()]).toEqual([first, 1]);
		const answer = await send('k');
		expect(seen(answer)).toEqual([202, 'true', 1]);
		expect(answer.json).toMatchObject({ id: 'msg_1', status: 'QUEUED' });
	});
});

describe('a first request that is still running', () => {
	it.each<[string, Omit<Fault, 'route'>, unknown]>([
		['answered late', { nth: 1, delayMs: 1000, after: true }, 202],
		['replaced late', { nth: 1, delayMs: 1000, after: true, status: 502 }, 502],
	])('%s, has its key in use, whatever the body', async (_what, rest, status) => {
		fault(rest);
		const accepted = once(server.state.events, 'message changed');
		const first = send('k');
		await accepted;
		for (const body of [text, other]) {
			const answer = await send('k', { body });
			expect([answer.status, ...seen(answer)]).toEqual([
				409,
				'IDEMPOTENCY_KEY_IN_USE',
				undefined,
				1,
			]);
		}
		server.clock.advance(1000);
		expect((await first).status).toBe(status);
		expect(seen(await send('k'))).toEqual([202, 'true', 1]);
		expect(seen(await send('k', { body: other }))).toEqual([
			'IDEMPOTENCY_KEY_REUSED',
			undefined,
			1,
		]);
	});

	it('is dropped by a reset, and leaves nothing behind', async () => {
		fault({ delayMs: 1000, after: true });
		const accepted = once(server.state.events, 'message changed');
		const dropped = expect(send('k')).rejects.toMatchObject({ code: 'ECONNRESET' });
		await accepted;
		server.reset();
		await dropped;
		expect(seen(await send('k', { body: other }))).toEqual([202, undefined, 1]);
	});

	it('that waits before it is carried out has not taken its key yet', async () => {
		fault({ nth: 1, delayMs: 1000 });
		const late = send('k');
		while (server.log.length === 0) await new Promise(setImmediate);
		expect(seen(await send('k'))).toEqual([202, undefined, 1]);
		server.clock.advance(1000);
		expect(seen(await late)).toEqual([202, 'true', 1]);
	});
});

it('stands in the OpenAPI document', () => {
	const { paths } = server.openapi() as any;
	const parameters = paths['/v1/messages/send'].post.parameters;
	expect(parameters).toMatchObject([
		{ in: 'header', name: 'idempotency-key', required: false, schema: { type: 'string' } },
	]);
	expect(paths['/v1/groups'].post).not.toHaveProperty('parameters');
});
