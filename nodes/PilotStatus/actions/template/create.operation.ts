import { readField } from '../../../shared/values/json';
import { failureFromOddResponse } from '../../../shared/words/errors';
import { optionsField } from '../../fields';
import type { Operation } from '../../operation';
import type { Parameters } from '../../parameters';
import { readTemplate } from '../../templates';
import { needBody, readContent, readExamples } from './content';
import { contentFields, needKind, readKind } from './fields';

const mayHave = 'The template may have been created';

const readName = (parameters: Parameters) =>
	parameters.text('name', 'Name', 'Give the template a name, e.g. pedido_enviado.').trim();

/** `POST /v1/templates`. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create template',
	description: 'Create a message template, which Meta has to approve before it can be sent',
	fields: [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. pedido_enviado',
			description: 'Name of the template; for Meta only small letters, digits and underscores',
		},
		...contentFields(true),
		optionsField(),
	],
	writes: true,
	target: readName,
	prepare(parameters) {
		const name = readName(parameters);
		const kind = needKind(readKind(parameters));
		const body = needBody(readContent(parameters));
		const examples = readExamples(parameters)(body);
		return {
			target: name,
			async run(send) {
				const response = await send({
					method: 'POST',
					path: '/templates',
					body: { name, ...kind, body, ...examples },
					hintForRefusal: 'Correct what the message names; a name that is taken needs another one.',
					mayHave,
					isOnce: true,
				});
				const template = readTemplate(response);
				if (template && readField(template, 'id') !== undefined) return [template];
				throw failureFromOddResponse(200, 'no id for the template', { mayHave });
			},
		};
	},
};
