import { readField, readObject } from '../../../shared/values/json';
import { failureFromOddResponse } from '../../../shared/words/errors';
import { toGroup } from './participants';
import { countryCodeOption, groupOptionsField, participantsField } from '../../fields';
import type { Operation } from '../../operation';

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
		groupOptionsField(countryCodeOption),
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
		return {
			async run(send) {
				const body = await send({
					method: 'POST',
					path: '/groups',
					body: { subject, ...(participants.length > 0 && { participants }) },
					mayHave,
					isOnce: true,
				});
				const raw = readObject(body, 'group', 'data');
				if (!raw || !readField(raw, 'id', 'groupId', 'jid')) {
					throw failureFromOddResponse(200, 'no id for the new group', { mayHave });
				}
				return [toGroup({ ...raw, subject: readField(raw, 'subject', 'name') ?? subject })];
			},
		};
	},
};
