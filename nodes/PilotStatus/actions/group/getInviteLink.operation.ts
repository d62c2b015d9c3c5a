import type { Send } from '../../../shared/requests/request';
import { readField, readObject } from '../../../shared/values/json';
import { groupIdField, optionsField } from '../../fields';
import type { Operation } from '../../operation';
import { groupPath } from './path';
import { failureFromLack } from './results';

/** `POST /v1/groups/{groupId}/invite`. */
export const getInviteLink: Operation = {
	value: 'getInviteLink',
	name: 'Get Invite Link',
	action: 'Get group invite link',
	description: 'Retrieve the link by which anyone can join a group, or replace it by a new one',
	fields: [
		groupIdField,
		{
			displayName: 'Reset Link',
			name: 'resetLink',
			type: 'boolean',
			default: false,
			description: 'Whether to revoke the current link and issue a new one',
		},
		optionsField(),
	],
	writes: true,
	target: (parameters) => parameters.groupId(),
	prepare(parameters) {
		const groupId = parameters.groupId();
		const reset = parameters.flag('resetLink', 'Reset Link', false);
		return {
			lane: groupId,
			async run(send) {
				return [{ groupId, link: await askForLink(send, groupId, reset) }];
			},
		};
	},
};

/**
 * The link by which anyone can join a group.
 * @param reset whether to replace it by a new one
 */
export async function askForLink(send: Send, groupId: string, reset = false): Promise<string> {
	const mayHave = reset ? 'The invite link may have been replaced' : undefined;
	const response = await send({
		method: 'POST',
		...groupPath(groupId, '/invite'),
		body: reset ? { reset } : {},
		mayHave,
		isOnce: reset,
	});
	const raw = readObject(response, 'data');
	const link = raw && readField(raw, 'link', 'inviteLink', 'url');
	if (typeof link !== 'string') throw failureFromLack(response, 'no link', { mayHave });
	return link;
}
