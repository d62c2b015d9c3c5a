import { parseTemplateId } from '../../../shared/values/id';
import { Failure } from '../../../shared/words/failure';
import { optionsField, templateIdField } from '../../fields';
import type { Operation } from '../../operation';
import { templatePath } from '../../templates';
import { lookUpTemplate } from './get.operation';

/** `DELETE /v1/templates/{id}`. */
export const deleteTemplate: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete template',
	description: 'Delete a message template for good',
	fields: [templateIdField, optionsField()],
	writes: true,
	prepare(parameters) {
		const templateId = parseTemplateId(parameters.read('templateId'), 'Template');
		return {
			lane: templateId,
			async run(send) {
				const remove = async (id: string) => {
					await send({ method: 'DELETE', ...templatePath(id), doneStatus: 404 });
					return [{ deleted: true, id }];
				};
				return await remove(templateId).catch(async (error: unknown) => {
					if (!(error instanceof Failure) || error.facts.statusCode !== 404) throw error;
					// The API deletes by id only, and this may be a name.
					const { id } = await lookUpTemplate(send, templateId);
					if (id === templateId) throw error;
					return await remove(String(id));
				});
			},
		};
	},
};
