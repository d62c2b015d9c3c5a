import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { KEYS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { KEY } from './rows.mts';

const { server, account, calls, body } = useServer({ clock: 'manual' });
const call = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'call',
	operation,
	...more,
});
const sdp = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\n';
const mediaUrl = 'https://example.com/aviso.mp3';
const to = PEOPLE.ana;

const run = async (parameters: INodeParameters, key: string = KEY) =>
	await runNode(account(key), { parameters });
async function jsonOf(parameters: INodeParameters, key: string = KEY) {
	const { items, error } = await run(parameters, key);
	expect(error).toBeUndefined();
	return items.map(({ json }) => json);
}
async function failureOf(parameters: INodeParameters, key: string = KEY) {
	const { error } = await run(parameters, key);
	return [error?.message, error?.description];
}

describe('a call to somebody', () => {
	it('rings, is taken, plays what was queued, and ends', async () => {
		const [started] = await jsonOf(call('start', { to }));
		const callId = started!.id as string;
		expect(started).toEqual({ id: callId, externalCallId: '3CALL1', status: 'INITIATED' });
		const told = async () => (await jsonOf(call('get', { callId })))[0];
		expect(await jsonOf(call('play', { callId, mediaUrl }))).toMatchObject([{ id: callId }]);
		server().clock.advance(6000);
		expect(await told()).toMatchObject({ status: 'ACCEPTED', peerNumber: `+${to}` });
		expect(server().state.calls[0]!.recordings).toEqual([mediaUrl]);
		expect(await jsonOf(call('hangUp', { callId }))).toEqual([
			{ success: true, id: callId, status: 'COMPLETED' },
		]);
		expect(await told()).toMatchObject({ status: 'COMPLETED', durationSeconds: 0 });
	});

	it('is missed by whoever takes none', async () => {
		const [{ id: callId } = {}] = await jsonOf(call('start', { to: PEOPLE.private }));
		server().clock.advance(31_000);
		expect(await jsonOf(call('get', { callId } as never))).toMatchObject([{ status: 'MISSED' }]);
	});

	it('from a Meta number wants a permission and the SDP', async () => {
		const start = call('start', { to });
		const [sentence, hint] = await failureOf({ ...start, sdp }, KEYS.metaOba);
		expect(sentence).toBe(
			'The API key may not do this: +5511987654321 has not allowed calls; ask for the permission first',
		);
		expect(hint).toMatch(
			/^A Meta number needs the SDP, and the permission of the person \(Request/,
		);

		const asked = await jsonOf(call('requestPermission', { to, text: ' ' }), KEYS.metaOba);
		expect(asked).toEqual([{ messageId: expect.stringMatching(/^wamid\./) }]);
		expect(body(1)).toEqual({ to: `+${to}` });
		server().clock.advance(5000);
		const known = await jsonOf(call('getPermission', { to }), KEYS.metaOba);
		expect(known).toEqual([{ permission: { status: 'temporary' }, actions: [] }]);
		expect(server().log.at(-1)!.query).toEqual({ to: `+${to}` });

		expect((await failureOf(start, KEYS.metaOba))[0]).toMatch(/sdp: needed on Meta/);
		expect(await jsonOf({ ...start, sdp }, KEYS.metaOba)).toMatchObject([{ status: 'INITIATED' }]);
		// As it is: its last new line belongs to it.
		expect(server().log.at(-1)!.body).toEqual({ to: `+${to}`, sdp });
	});

	it('from a number paired by QR code takes no SDP', async () => {
		const [sentence] = await failureOf(call('start', { to, sdp }));
		expect(sentence).toMatch(/sdp: not on QR numbers/);
	});

	it('gets the country code of the options', async () => {
		const options = { countryCode: '55' };
		await jsonOf(call('start', { to: '(11) 98765-4321', options }));
		expect(body(0)).toEqual({ to: `+${to}` });
	});
});

describe('a call that comes in', () => {
	const ring = (numberId: string = NUMBERS.go.id) => server().ring({ numberId, from: to });

	it.each([
		['accept', 'ACCEPTED', {}],
		['reject', 'REJECTED', undefined],
		['hangUp', 'COMPLETED', undefined],
	])('can be met with %s, by the id of the provider too', async (operation, status, sent) => {
		const { id, externalCallId: callId } = ring();
		expect(await jsonOf(call(operation, { callId }))).toEqual([{ success: true, id, status }]);
		expect(body(0)).toEqual(sent);
	});

	it('to a Meta number is answered by an SDP', async () => {
		const { id: callId } = ring(NUMBERS.metaOba.id);
		await jsonOf(call('accept', { callId, sdp }), KEYS.metaOba);
		expect(body(0)).toEqual({ sdp });
	});

	it.each(['accept', 'reject', 'hangUp', 'play'])(
		'that is over cannot be met with %s',
		async (operation) => {
			const { id: callId } = ring();
			server().peer(callId, 'hangUp');
			const [sentence, hint] = await failureOf(call(operation, { callId, mediaUrl }));
			expect(sentence).toMatch(/The call call_1 is MISSED, it cannot be/);
			expect(hint).toBe(
				'Look at it with Call → Get: it must ring, or be going on, with this number.',
			);
		},
	);

	it.each(['get', 'accept'])('that nobody knows is named: %s', async (operation) => {
		server().fault({ route: 'GET /calls/:callId', status: 404 });
		server().fault({ route: 'POST /calls/:callId/accept', status: 404 });
		const [sentence] = await failureOf(call(operation, { callId: 'call_9' }));
		expect(sentence).toBe('Pilot Status does not find call "call_9" with this key');
	});
});

describe('what the kind of a number cannot do is said by name', () => {
	const [cannotCall, otherNumber] = [
		'This WhatsApp number cannot call or be called through Pilot Status',
		'Use a number on the Meta Cloud API, or one paired by QR code on Evolution GO: others have no calls.',
	];
	it.each([
		...['start', 'getAll', 'get', 'accept', 'reject', 'hangUp'].map(
			(operation) => [operation, KEYS.evo, cannotCall, otherNumber] as const,
		),
		[
			'play',
			KEYS.metaOba,
			'This WhatsApp number cannot play recordings',
			'Use a number paired by QR code on Evolution GO. On a Meta number, what answers the SDP has to speak.',
		] as const,
		...['getPermission', 'requestPermission'].map(
			(operation) =>
				[
					operation,
					KEYS.go,
					'This WhatsApp number cannot ask for permission to call',
					'Only numbers on the Meta Cloud API need one: one paired by QR code on Evolution GO calls without, by Start.',
				] as const,
		),
	])('%s with %s', async (operation, key, sentence, hint) => {
		expect(await failureOf(call(operation, { to, callId: 'call_1', mediaUrl }), key)).toEqual([
			sentence,
			hint,
		]);
	});
});

describe('the list of calls', () => {
	/** So many calls, `together` of them in each millisecond, the newest first. */
	function have(count: number, together: number): string[] {
		const { id: numberId } = NUMBERS.go;
		const ids: string[] = [];
		for (let nth = 0; nth < count; nth++) {
			const ringing = server().ring({ numberId, from: to });
			const at = Date.parse('2026-01-05T12:00:00Z') - Math.floor(nth / together);
			ringing.startedAt = new Date(at).toISOString();
			ids.push(ringing.id);
		}
		return ids;
	}

	it.each([
		[{ returnAll: true }, 250, 1, 250, 3],
		[{ returnAll: true }, 250, 7, 250, 3],
		[{ returnAll: true }, 100, 1, 100, 2],
		[{ limit: 120 }, 250, 7, 120, 2],
		[{ limit: 20 }, 250, 1, 20, 1],
	])(
		'with %j of %i, %i at a time, has %i, each once, in %i pages',
		async (given, all, together, count, pages) => {
			const ids = have(all, together);
			const found = await jsonOf(call('getAll', given));
			// Those of one millisecond are in no order.
			const newest = ids.slice(0, Math.ceil(count / together) * together);
			const listed = new Set(found.map(({ id }) => id as string));
			expect([listed.size, found.length]).toEqual([count, count]);
			expect([...listed].filter((id) => !newest.includes(id))).toEqual([]);
			expect(calls()).toHaveLength(pages);
		},
	);

	it.each<[unknown, number]>([
		[{ calls: [{ id: 'a', startedAt: null, createdAt: null }] }, 1],
		[[{ id: 'a' }, null, { id: 'a' }, { id: 'b' }], 2],
	])('is read from %j', async (answer, count) => {
		server().fault({ route: 'GET /calls', status: 200, body: answer });
		expect(await jsonOf(call('getAll', { limit: 2 }))).toHaveLength(count);
	});
});

describe('the answer about a call', () => {
	const get = call('get', { callId: 'call_7' });
	const start = call('start', { to });

	it.each<[unknown, object]>([
		[{ status: 'RINGING' }, { id: 'call_7', status: 'RINGING' }],
		[{ call: { id: 'call_8' } }, { id: 'call_8' }],
		[{ data: { externalCallId: '3A', status: 'MISSED' } }, { id: '3A', status: 'MISSED' }],
	])('%j is read', async (answer, expected) => {
		server().fault({ route: 'GET /calls/:callId', status: 200, body: answer });
		expect(await jsonOf(get)).toMatchObject([expected]);
	});

	it('that nothing was done is a failure without doubt', async () => {
		const refused = { success: false, error: 'Busy here' };
		server().fault({ route: 'POST /calls', status: 200, body: refused });
		expect(await failureOf(start)).toEqual([
			'Pilot Status did not accept the request: Busy here',
			expect.stringMatching(/^A Meta number needs the SDP/),
		]);
	});

	it.each([
		['POST /calls', start, 'call', 'The call may have been started'],
		[
			'POST /calls/permissions/request',
			call('requestPermission', { to }),
			'ID for the question',
			'The question may have been sent',
		],
	])('of %s without an id leaves a doubt', async (route, parameters, lack, mayHave) => {
		server().fault({ route, status: 200, body: { ok: 1 } });
		const key = lack === 'call' ? KEY : KEYS.metaOba;
		expect(await failureOf(parameters, key)).toEqual([
			`Pilot Status accepted the request but gave no ${lack}`,
			`${mayHave}. Check on the phone or in the Pilot Status dashboard before you try again.`,
		]);
	});
});
