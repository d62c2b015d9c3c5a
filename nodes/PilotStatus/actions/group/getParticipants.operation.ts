import type { IDataObject } from 'n8n-workflow';

import { toChoice } from '../../../shared/values/setting';
import { groupIdField, listFields, optionsField } from '../../fields';
import type { Operation } from '../../operation';
import { readGroup, readPeople } from './participants';
import { groupPath } from './path';
import { failureFromLack } from './results';

/** `GET /v1/groups/{groupId}`, one item per person. */
export const getParticipants: Operation = {
	value: 'getParticipants',
	name: 'Get Participants',
	action: 'Get group participants',
	description: 'Retrieve the people in a group, one item each',
	fields: [
		groupIdField,
		...listFields,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Role',
					name: 'role',
					type: 'options',
					options: [
						{ name: 'Admin', value: 'admin', description: 'Without who made the group' },
						{ name: 'Member', value: 'member' },
						{ name: 'Super Admin', value: 'superadmin', description: 'Who made the group' },
					],
					default: 'member',
					description: 'Only people with this role',
				},
			],
		},
		optionsField(),
	],
	writes: false,
	prepare(parameters) {
		const groupId = parameters.groupId();
		const limit = parameters.limit();
		const filters = parameters.read('filters') as IDataObject;
		const role = toChoice(filters.role, 'Role', ['superadmin', 'admin', 'member']);
		return {
			async run(send) {
				const body = await send({ method: 'GET', ...groupPath(groupId) });
				const group = readGroup(body);
				const people = group && readPeople(group);
				if (!people) throw failureFromLack(body, group ? 'no list of its people' : 'no group');
				return people
					.filter((one) => role === undefined || one.role === role)
					.slice(0, limit)
					.map((one) => ({ groupId, ...one }));
			},
		};
	},
};
