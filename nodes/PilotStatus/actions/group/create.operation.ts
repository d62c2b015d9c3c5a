import type { IDataObject } from 'n8n-workflow';

import { readField, readList } from '../../../shared/values/json';
import {
	checkNumbersOption,
	countryCodeOption,
	optionsField,
	participantsField,
} from '../../fields';
import { readCheck } from '../../numberCheck';
import type { Operation } from '../../operation';
import { readPeopleOf } from './look';
import {
	Accounts,
	numberOf,
	readGroup,
	toGroup,
	toParticipant,
} from '../../../shared/values/participants';
import type { Participant } from '../../../shared/values/participants';
import { failureFromLack, readEntries, tell } from './results';

/** Most characters of a group's name in WhatsApp. */
const LONGEST_SUBJECT = 100;

const mayHave = 'The group may have been created';

/** `POST /v1/groups`. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create group',
	description: 'Create a new group, with or without further participants',
	fields: [
		{
			displayName: 'Subject',
			name: 'subject',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Obra 42',
			description: 'Name of the group, as everybody in it sees it',
		},
		{ ...participantsField, required: false },
		optionsField(checkNumbersOption, countryCodeOption),
	],
	writes: true,
	target: () => '',
	prepare(parameters) {
		const subject = parameters.text(
			'subject',
			'Subject',
			'Give the group a name, e.g. Obra 42.',
			LONGEST_SUBJECT,
		);
		const participants = parameters.optionalParticipants();
		const check = readCheck(parameters, 'Participants', participants);
		return {
			...(check && { check: check.ask }),
			async run(send) {
				const body = await send({
					method: 'POST',
					path: '/groups',
					body: {
						subject,
						...(participants.length > 0 && { participants: check?.found() ?? participants }),
					},
					mayHave,
					isOnce: true,
				});
				const raw = readGroup(body);
				const id = raw && readField(raw, 'id', 'groupId', 'jid');
				if (!raw || typeof id !== 'string') {
					throw failureFromLack(body, 'no id for the new group', { mayHave });
				}
				const group = toGroup({ ...raw, subject: readField(raw, 'subject', 'name') ?? subject });
				if (participants.length === 0) return [group];
				const listed = readPeopleOfAnswer(raw);
				const read = listed.length > 0 ? listed : await readPeopleOf(send, id);
				const people = typeof read === 'string' ? null : read;
				const missing = findMissing(participants, people, raw);
				return [
					{
						...group,
						participants: people as IDataObject[] | null,
						...(missing.length > 0 && { missing }),
					},
				];
			},
		};
	},
};

/** The people in a new group, without those whom its list names with a refusal. */
function readPeopleOfAnswer(raw: IDataObject): Participant[] {
	return (readList(readField(raw, 'participants')) ?? [])
		.filter((one) => tell(one)?.success !== false)
		.map(toParticipant);
}

/**
 * Who of those asked for is not in the new group, and why, as far as the API tells.
 * @param people who is in it, or null where nobody knows
 * @param raw the API's response, which on Evolution GO also says who was `added` and who `failed`
 */
function findMissing(
	asked: string[],
	people: Participant[] | null,
	raw: IDataObject,
): Array<{ number: string; reason?: string }> {
	const entriesOf = (...names: string[]) =>
		new Accounts(
			names.flatMap((name) => readEntries(readField(raw, name))),
			({ who }) => numberOf(who),
		);
	const members = new Accounts(people ?? [], ({ number }) => number);
	const added = entriesOf('added');
	const told = entriesOf('participants', 'failed');
	const absent = asked.filter((number) => !members.find(number) && !added.find(number));
	// The creator may be hidden too, and was not asked for.
	const hidden = members.hidden.filter(({ role }) => role !== 'superadmin').length;
	const open = absent.filter((number) => !told.find(number)).length;
	const isKnown = people !== null && hidden < open;
	return absent.flatMap((number) => {
		const entry = told.find(number);
		if (entry) {
			const reason = tell(entry.says)?.reason;
			return [{ number, ...(reason && { reason }) }];
		}
		if (!isKnown) return [];
		const reason = `perhaps: WhatsApp hides the numbers of ${hidden} people in the group`;
		return [{ number, ...(hidden > 0 && { reason }) }];
	});
}
