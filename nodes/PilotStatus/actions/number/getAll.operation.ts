import { listFields, optionsField } from '../../fields';
import type { Operation } from '../../operation';
import { listNumbers } from './numbers';

/** `GET /v1/numbers`. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many WhatsApp numbers',
	description: 'Retrieve a list of your own numbers and whether they are connected (tenant key)',
	fields: [...listFields, optionsField()],
	writes: false,
	prepare(parameters) {
		const limit = parameters.limit();
		return { run: async (send) => (await listNumbers(send)).slice(0, limit) };
	},
};
