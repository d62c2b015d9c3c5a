import { beforeEach, describe, expect, it } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { KEYS, NUMBERS } from 'pilotstatus-reference-server';
import type { State } from 'pilotstatus-reference-server';
import { locator } from '../workflow/rows.mts';

type Group = State['groups'][number];

const { server, account } = useServer();

/** Two spellings of one Brazilian, as sheets and groups have them. */
const short = (nth: number) => `55118${String(nth).padStart(7, '0')}`;
const long = (nth: number) => `55119${short(nth).slice(4)}`;
const spelled = (nth: number) => {
	const [area, number] = ['11', long(nth).slice(4)];
	const forms = [
		long(nth),
		short(nth),
		`+55 (${area}) ${number.slice(0, 5)}-${number.slice(5)}`,
		`  +55 ${area} ${number.slice(0, 5)} ${number.slice(5)} `,
		`${long(nth)}@S.WHATSAPP.NET`,
	];
	return forms[nth % forms.length]!;
};
const range = (from: number, to: number) =>
	Array.from({ length: to - from }, (_one, nth) => from + nth);
/** Who it is, in whichever spelling. */
const who = (number: string) => Number(number.slice(-7));

/** A group of the number itself, an admin and members, who are spelled in one way or the other. */
function makeGroup(nth: number, members: number[]): Group {
	const model = server().state.groups.find(({ numberId }) => numberId === NUMBERS.evo.id)!;
	return {
		...model,
		id: `12036300000100${String(nth).padStart(4, '0')}@g.us`,
		leftRecently: [],
		participants: [
			{ number: NUMBERS.evo.phone, role: 'superadmin' },
			{ number: '5531987650003', role: 'admin' },
			...members.map((one) => ({
				number: one % 2 ? long(one) : short(one),
				role: 'member' as const,
			})),
		],
	};
}

const run = async (items: INodeExecutionData[], onError?: 'continueRegularOutput') =>
	await runNode(
		account(KEYS.evo),
		{
			parameters: {
				resource: 'group',
				operation: 'syncParticipants',
				groupId: locator('={{ $json.group }}', 'id'),
				participants: '={{ $json.phones }}',
				removeOthers: true,
				options: { maxWait: 0 },
			},
			onError,
		},
		items,
	);
const writes = () => server().log.filter(({ method }) => method !== 'GET').length;
const membersOf = (group: Group) => group.participants.slice(2).map(({ number }) => who(number));

it('brings 50 groups of 300 people in line with lists in any spelling, and a second run writes nothing', async () => {
	const groups = range(0, 50).map((nth) => makeGroup(nth, range(0, 300)));
	server().state.groups.push(...groups);
	// A tenth left, a tenth is new, backwards.
	const wanted = range(30, 330).reverse();
	const items = groups.map(({ id }) => ({
		json: { group: id, phones: wanted.map(spelled).join(', ') },
	}));
	const first = await run(items);
	expect(first.error).toBeUndefined();
	expect(first.items.map(({ json }) => [json.kept, json.refused])).toEqual(
		groups.map(() => [270, []]),
	);
	for (const group of groups) {
		expect(membersOf(group).sort((a, b) => a - b)).toEqual(range(30, 330));
		expect(group.participants.slice(0, 2).map(({ role }) => role)).toEqual(['superadmin', 'admin']);
	}
	server().log.length = 0;
	await run(items);
	expect(writes()).toBe(0);
}, 120_000);

describe('a fault at one request, then another run', () => {
	let group: Group;
	const phones = range(20, 80).map(spelled).join('\n');
	beforeEach(() => {
		group = makeGroup(0, range(0, 50));
		server().state.groups.push(group);
	});
	const items = () => [{ json: { group: group.id, phones } }];
	const requests = [
		...range(1, 2).map((nth) => ['GET /groups/:groupId', nth] as const),
		...range(1, 2).map((nth) => ['DELETE /groups/:groupId/participants', nth] as const),
		...range(1, 3).map((nth) => ['POST /groups/:groupId/participants', nth] as const),
	];
	const faults = [
		['refused', { status: 403, body: { code: 'PERMISSION_DENIED' } }],
		['a limit', { status: 429, headers: { 'retry-after': '60' } }],
		['lost before', { reset: 'before' as const }],
		['lost after', { reset: 'after' as const }],
		['a failure after', { status: 502, after: true }],
		['half an answer', { truncate: true }],
		['a page', { status: 200, body: '<html></html>' }],
	] as const;
	const cases = requests.flatMap(([route, nth]) =>
		faults.map(([name, fault]) => ({ route, nth, name, fault })),
	);

	it.each(cases)('$name at $route, number $nth', async ({ route, nth, fault }) => {
		const staying = range(20, 50);
		const isIn = () => staying.every((one) => membersOf(group).includes(one));
		// Every repetition of the request meets it as well.
		server().fault({ route, nth: [nth, nth + 1, nth + 2, nth + 3, nth + 4], ...fault });
		const first = await run(items());
		expect(first.error).toBeDefined();
		expect(isIn()).toBe(true);
		server().reset();
		server().state.groups.push(group);
		const second = await run(items());
		expect(second.error).toBeUndefined();
		expect(membersOf(group).sort((a, b) => a - b)).toEqual(range(20, 80));
		server().log.length = 0;
		await run(items());
		expect(writes()).toBe(0);
	});
});
