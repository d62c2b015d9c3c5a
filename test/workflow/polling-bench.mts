import { beforeEach, expect } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { startPoller } from '../harness/poller.mts';
import type { Poller } from '../harness/poller.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, NUMBERS } from 'pilotstatus-reference-server';
import type { State } from 'pilotstatus-reference-server';

type Group = State['groups'][number];

/** Every event of the people in a group. */
export const PARTICIPANTS = ['joined', 'left', 'promoted', 'demoted'].map(
	(one) => `participant.${one}`,
);

export const member = (number: string, role: 'member' | 'admin' = 'member') => ({ number, role });

/** Event and person of each item. */
export const told = (found: Array<{ event?: unknown; number?: unknown; id?: unknown }>) =>
	found.map(({ event, number, id }) => `${String(event)} ${String(number ?? id)}`);

/** A reference server, one of its groups, and triggers that look at it. */
export function usePolling() {
	const { server, account, calls } = useServer();
	let group: Group;
	beforeEach(() => {
		group = groupOf(GROUPS.modern)!;
	});
	const groupOf = (id: string) =>
		server().state.groups.find((one) => one.id === id && one.numberId === NUMBERS.go.id);
	const start = async (parameters: INodeParameters) =>
		await startPoller(account(KEYS.go), parameters);
	return {
		server,
		calls,
		group: () => group,
		groupOf,
		join: (number: string) => void group.participants.push(member(number)),
		leave(number: string) {
			group.participants = group.participants.filter((one) => one.number !== number);
		},
		/** A trigger that has not looked yet. */
		start,
		/** A trigger that has taken the stock of one group. */
		async watch(events = PARTICIPANTS, more: INodeParameters = {}): Promise<Poller> {
			const poller = await start({ events, groups: [GROUPS.modern], ...more });
			expect(await poller.poll()).toEqual([]);
			return poller;
		},
	};
}
