import { readField, readObject } from '../../../shared/values/json';
import { failureFromOddResponse } from '../../../shared/words/errors';
import { toGroup } from './participants';
import { groupIdField, groupOptionsField } from '../../fields';
import type { Operation } from '../../operation';
import { groupPath } from './path';

/** `GET /v1/groups/{groupId}`. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get group',
	description: 'Retrieve a group with its participants and their roles',
	fields: [
		groupIdField,
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			default: true,
			description: 'Whether to return a simplified version of the response instead of the raw data',
		},
		groupOptionsField(),
	],
	writes: false,
	prepare(parameters) {
		const groupId = parameters.groupId();
		const simplify = parameters.flag('simplify', 'Simplify', true);
		return {
			async run(send) {
				const raw = readObject(
					await send({ method: 'GET', ...groupPath(groupId) }),
					'group',
					'data',
				);
				const isGroup =
					raw && readField(raw, 'id', 'jid', 'groupId', 'subject', 'name', 'participants');
				if (!raw || isGroup === undefined) throw failureFromOddResponse(200, 'no group');
				const group = { ...raw, id: readField(raw, 'id') ?? groupId };
				return [simplify ? toGroup(group) : group];
			},
		};
	},
};
