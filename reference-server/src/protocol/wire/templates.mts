import type { Template } from '../../whatsapp/model.mts';
import { isSendable } from '../../whatsapp/messages/template-text.mts';
import type { TemplateAnswer } from '../schemas/templates.mts';
import type { Shapes } from '../shapes.mts';

/** A template with its variables where the switch `templateVariables` asks for them. */
export function templateAnswer(template: Template, shapes: Shapes): TemplateAnswer {
	const { id, name, category, buttons, source, metaStatus, metaLanguage } = template;
	return {
		id,
		name,
		category,
		body: bodyAnswer(template, shapes.templateBody),
		buttons,
		...variablesAnswer(template.variables, shapes.templateVariables),
		source,
		metaStatus,
		metaLanguage,
		sendable: isSendable(template),
	};
}

function bodyAnswer(
	{ body, buttons }: Template,
	shape: Shapes['templateBody'],
): TemplateAnswer['body'] {
	if (shape === 'text') return body;
	const structured = { body: { text: body }, ...(buttons.length > 0 && { buttons }) };
	return shape === 'object' ? structured : JSON.stringify(structured);
}

function variablesAnswer(
	names: string[],
	shape: Shapes['templateVariables'],
): Pick<TemplateAnswer, 'variables' | 'latestVersion'> {
	switch (shape) {
		case 'strings':
			return { variables: names };
		case 'name':
			return { variables: names.map((name) => ({ name })) };
		case 'key':
			return { variables: names.map((key) => ({ key })) };
		case 'latestVersion':
			return { latestVersion: { variables: names } };
		case 'missing':
			return {};
	}
}
