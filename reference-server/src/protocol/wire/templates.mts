import type { Template } from '../../whatsapp/model.mts';
import { isSendable } from '../../whatsapp/templates/template-text.mts';
import type { TemplateContent } from '../../whatsapp/templates/managing.mts';
import type { TemplateAnswer, TemplateBody } from '../schemas/templates.mts';
import type { Shapes } from '../shapes.mts';

/** A template with its variables where the switch `templateVariables` asks for them. */
export function templateAnswer(template: Template, shapes: Shapes): TemplateAnswer {
	const { id, name, category, buttons, source, metaStatus, metaLanguage } = template;
	return {
		id,
		name,
		category,
		body: bodyAnswer(template, shapes),
		buttons,
		...variablesAnswer(template.variables, shapes.templateVariables),
		source,
		metaStatus,
		metaLanguage,
		sendable: isSendable(template),
	};
}

/** What a change answers. */
export function writtenAnswer({ id, name, category, metaStatus }: Template) {
	return { id, name, category, metaStatus };
}

/** A template that comes in, in one form. */
export function templateContent({
	category,
	language,
	body,
	examples,
}: TemplateBody): TemplateContent {
	const parts = typeof body === 'string' ? { body: { text: body } } : body;
	const { header } = parts;
	return {
		category,
		language,
		header: (typeof header === 'object' ? header.text : header) ?? null,
		body: parts.body.text,
		footer: parts.footer?.text ?? null,
		buttons: parts.buttons ?? [],
		examples: examples ?? {},
	};
}

/** Text can say no header and no footer, so a template with one of them is an object then as well. */
function bodyAnswer(
	{ header, body, footer, buttons }: Template,
	{ templateBody, templateHeader }: Shapes,
): TemplateAnswer['body'] {
	if (templateBody === 'text' && header === null && footer === null) return body;
	const structured = {
		...(header !== null && { header: headerAnswer(header, templateHeader) }),
		body: { text: body },
		...(footer !== null && { footer: { text: footer } }),
		...(buttons.length > 0 && { buttons }),
	};
	return templateBody === 'json' ? JSON.stringify(structured) : structured;
}

function headerAnswer(text: string, form: Shapes['templateHeader']) {
	return { object: { text }, typed: { type: 'TEXT' as const, text }, text }[form];
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
