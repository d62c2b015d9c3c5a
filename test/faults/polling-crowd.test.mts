import { expect, it } from '@jest/globals';

import { startPoller } from '../harness/poller.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, NUMBERS } from 'pilotstatus-reference-server';
import type { State } from 'pilotstatus-reference-server';

type Group = State['groups'][number];

const { server, account } = useServer();
const [GROUP_COUNT, PEOPLE_COUNT, POLLS] = [50, 400, 30];

/** Numbers that look random, the same each time. */
function dice(seed: number) {
	let state = seed;
	return (sides: number) => {
		state = (state * 48_271) % 2_147_483_647;
		return state % sides;
	};
}

it('50 groups of 400 people over 30 polls: every change once, within one poll, over restarts and kills', async () => {
	const roll = dice(20_261_126);
	const model = server().state.groups.find(
		({ id, numberId }) => id === GROUPS.lonely && numberId === NUMBERS.go.id,
	)!;
	let made = 0;
	const newcomer = () => ({ number: `55119${70_000_000 + made++}`, role: 'member' as const });
	const groups: Group[] = Array.from({ length: GROUP_COUNT }, (_one, nth) => ({
		...model,
		id: `12036300000200${String(nth).padStart(4, '0')}@g.us`,
		participants: [...model.participants, ...Array.from({ length: PEOPLE_COUNT - 1 }, newcomer)],
	}));
	server().state.groups.push(...groups);
	const events = ['joined', 'left', 'promoted', 'demoted'].map((one) => `participant.${one}`);
	const poller = await startPoller(account(KEYS.go), {
		events,
		groups: groups.map(({ id }) => id),
	});
	expect(await poller.poll()).toEqual([]);

	/** One change of a group, and the event that it must give. */
	function change(group: Group): string {
		const place = 1 + roll(group.participants.length - 1);
		const person = group.participants[place]!;
		const kind = (['joined', 'left', 'role'] as const)[roll(3)]!;
		const name = (event: string, number: string) => `${group.id} participant.${event} ${number}`;
		if (kind === 'joined') {
			const one = newcomer();
			group.participants.splice(place, 0, one);
			return name('joined', one.number);
		}
		if (kind === 'left') {
			group.participants.splice(place, 1);
			return name('left', person.number);
		}
		person.role = person.role === 'member' ? 'admin' : 'member';
		return name(person.role === 'admin' ? 'promoted' : 'demoted', person.number);
	}

	for (let nth = 1; nth <= POLLS; nth++) {
		const expected = groups.flatMap((group) => {
			// Each person changes once at most between two polls.
			const told = Array.from({ length: PEOPLE_COUNT / 100 }, () => change(group));
			const who = (one: string) => one.split(' ')[2];
			return told.filter((one) => told.filter((other) => who(other) === who(one)).length === 1);
		});
		const isKilled = nth % 10 === 0;
		server().log.length = 0;
		const told = async (fate?: { isKilled: boolean }) =>
			(await poller.poll(fate)).map(
				({ groupId, event, number }) => `${String(groupId)} ${String(event)} ${String(number)}`,
			);
		const found = await told({ isKilled });
		// Somebody who joined and left again, or was promoted and left, is another story.
		const sure = new Set(expected);
		expect(found.filter((one) => sure.has(one)).sort()).toEqual([...sure].sort());
		expect(server().log).toHaveLength(GROUP_COUNT);
		if (isKilled || nth % 7 === 0) poller.restart();
		// After a kill, the last poll's are told again, and nothing older.
		if (isKilled) expect((await told()).sort()).toEqual(found.sort());
	}
	expect(await poller.poll()).toEqual([]);
	// What n8n writes at every change, for 20,000 people.
	const { length } = JSON.stringify(poller.staticData);
	expect(length).toBeGreaterThan(200_000);
	expect(length).toBeLessThan(240_000);
}, 900_000);
