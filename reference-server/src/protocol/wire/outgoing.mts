import type { TemplateButton } from '../../whatsapp/model.mts';
import type { Outgoing } from '../../whatsapp/messages/sending.mts';
import type { SendBody } from '../schemas/send.mts';

type WireButton = NonNullable<SendBody['buttons']>[number];

const BUTTON_TYPES = {
	reply: 'QUICK_REPLY',
	url: 'URL',
	call: 'PHONE_NUMBER',
	copy: 'COPY_CODE',
} as const;

/** A send in one form, whichever of the accepted ones it came in. */
export function outgoing({ deliverBy, destinationNumber, ...body }: SendBody): Outgoing {
	const { header, buttons } = body;
	return {
		...body,
		destinationNumber: destinationNumber?.replace(/^\+/, ''),
		deliverUntil: body.deliverUntil ?? deliverBy,
		header: typeof header === 'string' ? { type: 'text', content: header } : header,
		buttons: buttons?.map(templateButton),
	};
}

/** The SDK's button in the template's spelling, which is the one that people's templates have. */
function templateButton(button: WireButton): TemplateButton {
	if (!('label' in button)) return button;
	const { type, label, url, phoneNumber, copyCode } = button;
	return {
		type: BUTTON_TYPES[type],
		text: label,
		...(url !== undefined && { url }),
		...(phoneNumber !== undefined && { phone_number: phoneNumber }),
		...(copyCode !== undefined && { example: copyCode }),
	};
}
