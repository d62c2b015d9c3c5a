import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { realSurroundings } from '../../../shared/requests/surroundings';
import type { Send } from '../../../shared/requests/request';
import { toNumber, toSwitch } from '../../../shared/values/setting';
import { Failure, quote } from '../../../shared/words/failure';
import {
	checkNumbersOption,
	countryCodeOption,
	groupIdField,
	optionsField,
	participantsField,
} from '../../fields';
import { readCheck } from '../../numberCheck';
import type { Operation } from '../../operation';
import type { Parameters } from '../../parameters';
import { askForLink } from './getInviteLink.operation';
import { asDryRun, GroupSyncs } from './sync';
import type { GroupSync } from './sync';
import { carryOut } from './syncWork';

/** In per cent; half a group is more than a sheet loses in a day. */
const MOST_REMOVED = 50;

const options: INodeProperties[] = [
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to say only what would be done: the group is read, and nothing changes',
	},
	{
		displayName: 'Most Removed (Per Cent)',
		name: 'mostRemoved',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: MOST_REMOVED,
		description:
			'How many of those who could be removed may go at once; where more would, nothing is changed',
	},
];

/** Composed of `GET /v1/groups/{groupId}` and the participant endpoints. */
export const syncParticipants: Operation = {
	value: 'syncParticipants',
	name: 'Sync Participants',
	action: 'Sync participants of group',
	description:
		'Make the people in a group those of a list: who is missing is added, who is not on it goes if you want that',
	builderHint: 'For membership from a sheet: give all rows at once, one item each; no loop.',
	fields: [
		groupIdField,
		{
			...participantsField,
			description:
				'Everybody who should be in the group, with country and area code, separated by commas or new lines. All items with one group make one list. An expression may also give an array.',
		},
		{
			displayName: 'Remove Others',
			name: 'removeOthers',
			type: 'boolean',
			default: false,
			description:
				'Whether to remove who is not on the list. Admins and people whose number WhatsApp hides always stay.',
		},
		optionsField(checkNumbersOption, countryCodeOption, ...options),
	],
	writes: true,
	prepare(parameters) {
		const { index, context } = parameters;
		const syncs = parameters.once('sync', () => new GroupSyncs());
		const groupId = noting(
			() => parameters.groupId(),
			() => syncs.stray(index),
		);
		const sync = syncs.of(groupId);
		const entry = noting(
			() => readEntry(parameters),
			() => sync.drop(index),
		);
		sync.add(entry);
		const signal = context.getExecutionCancelSignal();
		const warn = (message: string) =>
			context.addExecutionHints({ message, location: 'outputPane' });
		return {
			lane: groupId,
			pairs: sync.pairs,
			async check(send) {
				await entry.check?.ask(send);
				await sync.plan(send);
			},
			async run(send) {
				if (!sync.take()) return [];
				const pause = async (ms: number) => await realSurroundings(signal).pause(ms);
				return [await work(send, sync, pause, warn)];
			},
		};
	},
};

/** What work gives; that it throws is noted first. */
function noting<T>(work: () => T, note: () => void): T {
	let isGood = false;
	try {
		const result = work();
		isGood = true;
		return result;
	} finally {
		if (!isGood) note();
	}
}

function readEntry(parameters: Parameters) {
	const { dryRun, mostRemoved } = parameters.options();
	const numbers = parameters.participants();
	const most = toNumber(mostRemoved) ?? MOST_REMOVED;
	if (!(most >= 0 && most <= 100)) {
		throw new Failure(
			`'Most Removed (Per Cent)' must be from 0 to 100, and it is ${quote(mostRemoved)}`,
			`Set it to e.g. ${MOST_REMOVED}, or remove the option.`,
		);
	}
	const removeOthers = parameters.flag('removeOthers', 'Remove Others', false);
	if (removeOthers) parameters.allowance?.strangers('Remove Others');
	return {
		index: parameters.index,
		numbers,
		wish: {
			removeOthers,
			mostRemoved: most,
			dryRun: toSwitch(dryRun, 'Dry Run') ?? false,
		},
		check: readCheck(parameters, 'Participants', numbers),
	};
}

async function work(
	send: Send,
	sync: GroupSync,
	pause: (ms: number) => Promise<void>,
	warn: (message: string) => void,
): Promise<IDataObject> {
	const { groupId, isDryRun } = sync;
	const plan = await sync.plan(send);
	if (isDryRun) return { groupId, ...asDryRun(plan), dryRun: true };
	const spell = (number: string) => sync.spell(number);
	const { outcome, hasRefusedInvite } = await carryOut(send, groupId, plan, spell, pause);
	const link = hasRefusedInvite
		? await askForLink(send, groupId).catch((error: unknown) => {
				// The people are in or out, whatever becomes of the link.
				if (!(error instanceof Failure)) throw error;
				warn(`The invite link of the group ${groupId} could not be had: ${error.sentence}.`);
				return undefined;
			})
		: undefined;
	return { groupId, ...outcome, ...(link && { link }), dryRun: false };
}
