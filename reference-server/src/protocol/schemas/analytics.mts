import { z } from 'zod/v4';

const count = z.int().min(0);

export const analyticsQuery = z.strictObject({
	tz: z
		.string()
		.refine(isTimeZone, 'must be a time zone, such as America/Sao_Paulo')
		.default('UTC'),
});

export const analyticsAnswer = z.strictObject({
	totalSent: count,
	totalFailed: count,
	sentPercentChange: z.number(),
	failedPercentChange: z.number(),
	failureRate: z.number().min(0).max(100),
	dailyMessages: z.array(z.strictObject({ date: z.iso.date(), count })),
	statusDistribution: z.strictObject({
		queued: count,
		sent: count,
		delivered: count,
		failed: count,
		read: count,
	}),
});

function isTimeZone(name: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
	} catch {
		return false;
	}
}
