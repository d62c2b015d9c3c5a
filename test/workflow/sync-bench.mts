import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, NUMBERS } from 'pilotstatus-reference-server';
import { locator } from './rows.mts';

/** A group's path on the wire. */
export const at = (id: string) => `/groups/${encodeURIComponent(id)}`;

/** The requests to the group of these tests. */
export const look = `GET ${at(GROUPS.modern)}`;
export const add = `POST ${at(GROUPS.modern)}/participants`;
export const remove = `DELETE ${at(GROUPS.modern)}/participants`;

/** So many phone numbers. */
export const numbers = (count: number, from = 0) =>
	Array.from({ length: count }, (_one, n) => `55119876${50000 + from + n}`);

export const items = (...rows: IDataObject[]) => rows.map((json) => ({ json }));

/** A person per item. */
export const byItem = { participants: '={{ $json.phone }}', removeOthers: true };

export const sync = (parameters: INodeParameters) => ({
	resource: 'group',
	operation: 'syncParticipants',
	groupId: locator(GROUPS.modern),
	...parameters,
});

/** A reference server whose answers name each person, and syncs of its groups. */
export function useSync() {
	const base = useServer();
	const groupOf = (id: string = GROUPS.modern) =>
		base
			.server()
			.state.groups.find((group) => group.id === id && group.numberId === NUMBERS.evo.id)!;
	return {
		...base,
		groupOf,
		/** Fills a group with members, besides the number itself. */
		fill(members: string[], id?: string) {
			const people = members.map((number) => ({ number, role: 'member' as const }));
			groupOf(id).participants = [{ number: NUMBERS.evo.phone, role: 'superadmin' }, ...people];
		},
		run: async (
			parameters: INodeParameters,
			input?: INodeExecutionData[],
			onError?: 'continueRegularOutput' | 'continueErrorOutput',
		) => await runNode(base.account(KEYS.evo), { parameters: sync(parameters), onError }, input),
	};
}
