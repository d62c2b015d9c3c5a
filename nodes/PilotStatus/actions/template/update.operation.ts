import { parseTemplateId } from '../../../shared/values/id';
import { readField } from '../../../shared/values/json';
import { optionsField, templateIdField } from '../../fields';
import type { Operation } from '../../operation';
import { bodyOf, readTemplate, templatePath } from '../../templates';
import { merge, needBody, readContent, readExamples } from './content';
import { contentFields, needKind, readKind } from './fields';
import { lookUpTemplate } from './get.operation';

/** `PUT /v1/templates/{id or name}`. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update template',
	description: 'Change a message template; Meta has to approve it again',
	fields: [templateIdField, ...contentFields(false), optionsField()],
	writes: true,
	prepare(parameters) {
		const templateId = parseTemplateId(parameters.read('templateId'), 'Template');
		const kind = readKind(parameters);
		const content = readContent(parameters);
		const examples = readExamples(parameters);
		return {
			lane: templateId,
			async run(send) {
				// The API takes a template as a whole: what is not set here stays as it is.
				const stored = await lookUpTemplate(send, templateId);
				const text = (name: string) => readField(stored, name) as string | undefined;
				const known = { category: text('category'), language: text('metaLanguage') };
				const whole = needKind({ ...known, ...kind });
				const body = needBody(merge(bodyOf(stored), content));
				const response = await send({
					method: 'PUT',
					...templatePath(templateId),
					body: { ...whole, body, ...examples(body) },
				});
				const template = readTemplate(response) ?? {};
				return [{ ...template, id: readField(template, 'id') ?? stored.id } as never];
			},
		};
	},
};
