import type { Resource } from '../../operation';
import { create } from './create.operation';
import { deleteTemplate } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { update } from './update.operation';

/** Message templates. */
export const template: Resource = {
	value: 'template',
	name: 'Template',
	operations: [getAll, create, deleteTemplate, get, update],
};
