// Writes, lists and reads with Qiniu's own SDK; prints what it saw as JSON.
import { createHash } from 'node:crypto';
import { writeFileSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import qiniu from 'qiniu';

const { ENDPOINT, BUCKET, ACCESS_KEY, SECRET_KEY } = process.env;
const host = new URL(ENDPOINT).host;
const mac = new qiniu.auth.digest.Mac(ACCESS_KEY, SECRET_KEY);
const config = new qiniu.conf.Config({ useHttpsDomain: false });
config.zone = new qiniu.conf.Zone([host], [host], host, host, host, host);
const token = key => new qiniu.rs.PutPolicy({ scope: `${BUCKET}:${key}` }).uploadToken(mac);

const checked = async call => {
  const { data, resp } = await call;
  if (resp.statusCode !== 200) throw new Error(`${resp.statusCode} ${JSON.stringify(data)}`);
  return data;
};

const form = new qiniu.form_up.FormUploader(config);
for (const [key, text] of [['a b+c', 'one'], ['dir//x', 'two'], ['\u4e2d\u6587/\u{1F600}.txt', 'three'], ['empty', '']]) {
  const extra = new qiniu.form_up.PutExtra('file.txt', {}, 'text/plain', null, null, { 'x-qn-meta-color': 'blue', 'x-qn-meta-n': key.length.toString() });
  await checked(form.put(token(key), key, Buffer.from(text), extra));
}

// In parts of 4 MiB, and in others, of which the etag is another.
for (const [key, partSize] of [['blocks', 4 << 20], ['odd parts', 5 << 20]]) {
  const file = join(tmpdir(), `osstransfer-${process.pid}`);
  writeFileSync(file, Buffer.alloc((9 << 20) + 7, 'qiniu'));
  const extra = new qiniu.resume_up.PutExtra('large.bin', {}, 'application/x-large', null, null, partSize, 'v2', { 'x-qn-meta-color': 'red' });
  await checked(new qiniu.resume_up.ResumeUploader(config).putFile(token(key), key, file, extra));
  unlinkSync(file);
}

const manager = new qiniu.rs.BucketManager(mac, config);
const seen = {};
for (let marker = ''; ;) {
  const page = await checked(manager.listPrefix(BUCKET, { limit: 2, marker }));
  for (const item of page.items) {
    const url = manager.privateDownloadUrl(ENDPOINT, item.key, Math.floor(Date.now() / 1000) + 600);
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${answer.status} of ${item.key}`);
    const body = Buffer.from(await answer.arrayBuffer());
    seen[item.key] = { size: item.fsize, hash: item.hash, md5: createHash('md5').update(body).digest('hex') };
    const stat = await checked(manager.stat(BUCKET, item.key));
    if (stat.hash !== item.hash) throw new Error(`stat and list differ about ${item.key}`);
  }
  marker = page.marker;
  if (!marker) break;
}
console.log(JSON.stringify(seen));
