import { groupIdField, optionsField } from '../../fields';
import type { Operation } from '../../operation';
import { groupPath } from './path';
import { failureFromRefusal } from './results';

const hintForRefusal =
	'Pinning does not work on Evolution v2 numbers. On other numbers, check that the message id is the one of WhatsApp, not the id that Send Text gave.';

/** Pinning and unpinning differ only in the action and in words. */
export function changePin(
	words: Pick<Operation, 'value' | 'name' | 'action' | 'description'>,
	action: 'pin' | 'unpin',
): Operation {
	return {
		...words,
		fields: [
			groupIdField,
			{
				displayName: 'Message ID',
				name: 'messageId',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. 3EB0C767D097B7C7C4A1',
				description:
					"WhatsApp ID of the message: 'messageId' from the trigger, or 'externalMessageId' from Message → Get",
			},
			optionsField(),
		],
		writes: true,
		prepare(parameters) {
			const groupId = parameters.groupId();
			const messageId = parameters.messageId(
				"Give the WhatsApp id of the message: 'messageId' from the trigger, or 'externalMessageId' from Message → Get.",
			);
			return {
				lane: groupId,
				async run(send) {
					const body = { messageId, action };
					const response = await send({
						method: 'POST',
						...groupPath(groupId, '/pin'),
						body,
						hintForRefusal,
					});
					const refusal = failureFromRefusal(response, { hintForRefusal });
					if (refusal) throw refusal;
					return [{ groupId, messageId, pinned: action === 'pin' }];
				},
			};
		},
	};
}
