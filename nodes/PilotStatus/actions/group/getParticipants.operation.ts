import type { IDataObject } from 'n8n-workflow';

import { toChoice } from '../../../shared/values/setting';
import { groupIdField, listFields, optionsField } from '../../fields';
import type { Operation } from '../../operation';
import { findPeople } from './look';

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
				const people = await findPeople(send, groupId);
				return people
					.filter((one) => role === undefined || one.role === role)
					.slice(0, limit)
					.map((one) => ({ groupId, ...one }));
			},
		};
	},
};
