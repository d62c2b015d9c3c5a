import { z } from 'zod/v4';

export const mediaParams = z.strictObject({ mediaId: z.string().min(1) });
export const mediaQuery = z.strictObject({ phoneNumberId: z.string().min(1) });

export const mediaAnswer = z.strictObject({
	base64: z.string().regex(/^data:[a-z]+\/[\w.+-]+;base64,./),
	mimeType: z.string(),
	fileName: z.string().nullable(),
	mediaId: z.string(),
});
