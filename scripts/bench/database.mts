import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue } from 'node:sqlite';
import { join } from 'node:path';

import { core } from '../../test/harness/core.mts';
import { requireBesideCore, requirePart } from './n8n-parts.mts';

/** A credential as it is stored. */
export interface StoredCredential {
	id: string;
	name: string;
	type: string;
	/** Encrypted. */
	data: string;
}

type Done = (this: object, error: Error | null, rows?: unknown[]) => void;

/**
 * What n8n's database layer uses of the package sqlite3, made of Node's own SQLite, so that nothing has to be
 * compiled. As there, an answer comes in a later turn of the event loop; unlike there, no thread is needed for it.
 */
class Database {
	private readonly database: DatabaseSync;

	constructor(path: string, ...rest: [Done] | [number, Done]) {
		this.database = new DatabaseSync(path);
		this.answer(rest.at(-1) as Done, () => undefined);
	}

	run(sql: string, ...rest: [Done] | [SQLInputValue[], Done]): void {
		const parameters = rest.length === 2 ? rest[0] : [];
		this.answer(rest.at(-1) as Done, () => void this.database.prepare(sql).run(...parameters));
	}

	all(sql: string, parameters: SQLInputValue[] | undefined, done: Done): void {
		this.answer(done, () => this.database.prepare(sql).all(...(parameters ?? [])));
	}

	close(done: Done): void {
		this.answer(done, () => void this.database.close());
	}

	private answer(done: Done, work: () => unknown[] | undefined): void {
		try {
			const rows = work();
			setImmediate(() => done.call({}, null, rows));
		} catch (error) {
			setImmediate(() => done.call({}, error));
		}
	}
}

/** n8n's table of credentials, in a file in n8n's folder, read as n8n reads it. */
export async function openCredentials() {
	const { DataSource } = requirePart('@n8n/typeorm');
	const { CredentialsEntity } = requirePart('@n8n/db');
	const { entities } = requirePart('@n8n/db/dist/entities');
	const { Container } = requireBesideCore('@n8n/di');
	const { n8nFolder } = Container.get(core.InstanceSettings);
	const source = new DataSource({
		// As in n8n's db-connection-options.js, but for the driver.
		type: 'sqlite-pooled',
		poolSize: 3,
		enableWAL: true,
		acquireTimeout: 60_000,
		destroyTimeout: 5_000,
		entities: Object.values(entities),
		database: join(n8nFolder, 'database.sqlite'),
		driver: { verbose: () => ({ Database }) },
	});
	await source.initialize();
	const { tableName, columns } = source.getMetadata(CredentialsEntity);
	const names = columns.map(({ databaseName }: { databaseName: string }) => `"${databaseName}"`);
	await source.query(`CREATE TABLE "${tableName}" (${names.join(', ')}, PRIMARY KEY ("id"))`);
	const repository = source.getRepository(CredentialsEntity);
	return {
		async save(credential: StoredCredential): Promise<void> {
			await repository.save(credential);
		},
		/** Reads it again every time, as n8n does. */
		async find(id: string, type: string): Promise<StoredCredential> {
			return await repository.findOneByOrFail({ id, type });
		},
		async close(): Promise<void> {
			await source.destroy();
		},
	};
}
