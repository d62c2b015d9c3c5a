import { optionsField } from '../../fields';
import type { Operation } from '../../operation';
import { lookAt, numberIdField, readNumberId } from './numbers';

/** `GET /v1/numbers/{id}`. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get WhatsApp number',
	description: 'Retrieve one of your own numbers with its state, health and settings (tenant key)',
	fields: [numberIdField, optionsField()],
	writes: false,
	async prepare(parameters) {
		const numberId = await readNumberId(parameters);
		return { run: async (send) => [await lookAt(send, numberId)] };
	},
};
