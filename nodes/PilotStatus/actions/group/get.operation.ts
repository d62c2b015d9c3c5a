import { readField } from '../../../shared/values/json';
import { groupIdField, optionsField } from '../../fields';
import type { Operation } from '../../operation';
import { readGroup, toGroup } from '../../../shared/values/participants';
import { groupPath } from './path';
import { failureFromLack } from './results';

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
		optionsField(),
	],
	writes: false,
	prepare(parameters) {
		const groupId = parameters.groupId();
		const simplify = parameters.flag('simplify', 'Simplify', true);
		return {
			async run(send) {
				const body = await send({ method: 'GET', ...groupPath(groupId) });
				const raw = readGroup(body);
				if (!raw) throw failureFromLack(body, 'no group');
				const group = { ...raw, id: readField(raw, 'id') ?? groupId };
				return [simplify ? toGroup(group) : group];
			},
		};
	},
};
