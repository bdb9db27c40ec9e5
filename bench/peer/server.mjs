/**
 * The peer: the same pushes and claims as anybody would build them, of Fastify, PostgreSQL and pg-boss. A request reads
 * its account by its token; a push is checked by a schema, looks for the same number pushed before, and commits the
 * record with the places in which it is found, the first entry of its hashed history and the job for its deadline; a
 * claim locks the record, changes it, appends to the history and takes the job back. All durable: PostgreSQL as it
 * comes.
 */
import { createHash, randomUUID } from 'node:crypto';
import fastify from 'fastify';
import pg from 'pg';
import { PgBoss } from 'pg-boss';

const connection = { host: process.argv[2], user: 'bench', database: 'postgres' };
const pool = new pg.Pool({ ...connection, max: 16 });
const boss = new PgBoss({ ...connection, max: 2 });
boss.on('error', (error) => process.stderr.write(`${error}\n`));
await boss.start();
await boss.createQueue('deem');
await pool.query(`
  CREATE TABLE accounts (token text PRIMARY KEY, account text NOT NULL, org text NOT NULL, active boolean NOT NULL);
  CREATE TABLE matters (code text PRIMARY KEY, name text NOT NULL, department text NOT NULL, section text NOT NULL);
  CREATE TABLE pushes (
    id text PRIMARY KEY, source text NOT NULL, reference text NOT NULL, sender text NOT NULL, addressee text NOT NULL,
    state text NOT NULL, deadline timestamptz NOT NULL, created_at timestamptz NOT NULL, party text, licence text,
    document_number text, content text NOT NULL, head text NOT NULL, job uuid, body jsonb NOT NULL,
    UNIQUE (source, reference));
  CREATE INDEX ON pushes (addressee, state, deadline);
  CREATE INDEX ON pushes (sender, created_at);
  CREATE INDEX ON pushes (party, created_at);
  CREATE INDEX ON pushes (licence, created_at);
  CREATE INDEX ON pushes (document_number, sender);
  CREATE INDEX ON pushes ((body -> 'party' ->> 'name'));
  CREATE TABLE history (
    push text NOT NULL, entry int NOT NULL, at timestamptz NOT NULL, by text NOT NULL, act text NOT NULL,
    detail jsonb NOT NULL, previous_hash text, hash text NOT NULL, PRIMARY KEY (push, entry));
  INSERT INTO accounts VALUES ('spj', 'spj.officer', 'SPJ', true), ('scjg', 'scjg.officer', 'SCJG', true);
  INSERT INTO matters VALUES ('371525-SCJG-001', '食品经营许可', 'SCJG', 'SPXK');
`);

const sha256 = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const text = (maxLength) => ({ type: 'string', minLength: 1, maxLength });
const pushSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'reference', 'matter', 'occurredAt', 'summary'],
  properties: {
    kind: { enum: ['approval', 'risk', 'supervision', 'document'] },
    reference: text(64),
    matter: text(64),
    party: { type: 'object', properties: { type: text(32), name: text(200), creditCode: text(18) } },
    licence: { type: 'object', properties: { documentNumber: text(100), name: text(200), number: text(100) } },
    occurredAt: { type: 'string', format: 'date-time' },
    summary: text(2000),
    riskPoints: {
      type: 'array',
      items: { type: 'object', properties: { description: text(500), severity: { enum: ['low', 'medium', 'high'] } } },
    },
  },
};

const app = fastify();
app.addHook('preHandler', async (request, reply) => {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const { rows } = await pool.query({
    name: 'account',
    text: 'SELECT account, org FROM accounts WHERE token = $1 AND active',
    values: [token],
  });
  if (!rows[0]) return reply.code(401).send({ code: 'unauthenticated' });
  request.account = rows[0];
});

async function transaction(work) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client, { executeSql: (sql, values) => client.query(sql, values) });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function append(client, { push, entry, at, by, act, detail, previous }) {
  const hash = sha256([at, by, act, detail, previous]);
  await client.query({
    name: 'append',
    text: 'INSERT INTO history VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    values: [push, entry, at, by, act, detail, previous, hash],
  });
  return hash;
}

app.post('/pushes', { schema: { body: pushSchema } }, async (request, reply) => {
  const { body, account } = request;
  const content = sha256(body);
  const made = await transaction(async (client, db) => {
    const { rows: there } = await client.query({
      name: 'there',
      text: 'SELECT * FROM pushes WHERE source = $1 AND reference = $2',
      values: [account.org, body.reference],
    });
    if (there[0]) return { push: there[0], created: false };
    const { rows: matters } = await client.query({
      name: 'matter',
      text: 'SELECT * FROM matters WHERE code = $1',
      values: [body.matter],
    });
    const { rows: same } = await client.query({
      name: 'same',
      text: 'SELECT id, body FROM pushes WHERE (document_number = $1 AND sender = $2) OR licence = $3 LIMIT 50',
      values: [body.licence?.documentNumber, account.org, body.licence?.number],
    });
    const id = randomUUID();
    const at = new Date();
    const deadline = new Date(at.getTime() + 2 * 86_400_000);
    const job = await boss.send('deem', { push: id }, { startAfter: deadline, db });
    const warnings = same.length > 0 ? ['possible-duplicate'] : [];
    const head = await append(client, {
      ...{ push: id, entry: 1, at, by: account.account, act: 'open', detail: { content }, previous: null },
    });
    const { rows } = await client.query({
      name: 'push',
      text: `INSERT INTO pushes VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING *`,
      values: [
        ...[id, account.org, body.reference, account.org, matters[0].department, deadline, at],
        ...[body.party?.creditCode, body.licence?.number, body.licence?.documentNumber, content, head, job],
        { ...body, matterName: matters[0].name, warnings },
      ],
    });
    return { push: rows[0], created: true };
  });
  if (made.push.content !== content) return reply.code(409).send({ code: 'reference-reused' });
  return reply.code(made.created ? 201 : 200).send(made.push);
});

app.post('/pushes/:id/claim', async (request, reply) => {
  const { account, params } = request;
  const push = await transaction(async (client, db) => {
    const { rows } = await client.query({
      name: 'lock',
      text: 'SELECT * FROM pushes WHERE id = $1 FOR UPDATE',
      values: [params.id],
    });
    const [found] = rows;
    if (found?.addressee !== account.org || found.state !== 'pending') return null;
    const at = new Date();
    const said = { push: found.id, entry: 2, at, by: account.account, act: 'claim', detail: {}, previous: found.head };
    const head = await append(client, said);
    await boss.cancel('deem', found.job, { db });
    const changed = await client.query({
      name: 'claim',
      text: `UPDATE pushes SET state = 'claimed', head = $2, body = body || $3 WHERE id = $1 RETURNING *`,
      values: [found.id, head, { claimedAt: at, claimedBy: account.account }],
    });
    return changed.rows[0];
  });
  return push ?? reply.code(409).send({ code: 'already-done' });
});

process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`);
process.on('SIGTERM', async () => {
  await app.close();
  await boss.stop({ graceful: false });
  await pool.end();
  process.exit(0);
});
