// Writes, lists and reads a bucket with Tencent's SDK, and prints what it read: {"objects": [{key, size, md5, meta}], "v1": [keys]}.
import COS from 'cos-nodejs-sdk-v5';
import { createHash, randomBytes } from 'node:crypto';

const { PROXY, ACCESS_KEY, SECRET_KEY, BUCKET } = process.env;
const client = new COS({ SecretId: ACCESS_KEY, SecretKey: SECRET_KEY, Protocol: 'http:', Proxy: PROXY, AutoSwitchHost: false, UseRawKey: true });
const at = { Bucket: BUCKET, Region: 'ap-beijing' };

const keys = ['plain.txt', 'a b+c%2F&d=e?f#g.txt', 'é/中文/文件.txt', 'emoji \u{1F600}', 'a//b', 'dir/', "(it's)!*~", 'tab\tkey', 'quote"<&>'];
for (const [i, key] of keys.entries()) {
  await client.putObject({
    ...at, Key: key, Body: randomBytes(1000 * i + 1), ContentType: 'text/x-odd', CacheControl: `max-age=${i}`, ContentDisposition: 'attachment; filename="x y.txt"',
    Headers: { 'x-cos-meta-number': String(i), 'x-cos-meta-two-words': 'a b, c' },
  });
}

const { UploadId } = await client.multipartInit({ ...at, Key: 'parts/large.bin', Headers: { 'x-cos-meta-from': 'parts' } });
const Parts = [];
for (let PartNumber = 1; PartNumber <= 3; PartNumber++) {
  const { ETag } = await client.multipartUpload({ ...at, Key: 'parts/large.bin', UploadId, PartNumber, Body: randomBytes(1 << 20) });
  Parts.push({ PartNumber, ETag });
}
await client.multipartComplete({ ...at, Key: 'parts/large.bin', UploadId, Parts });

const v1 = [];
for (let Marker = ''; ;) {
  const page = await client.getBucket({ ...at, MaxKeys: 4, Marker, EncodingType: 'url' });
  v1.push(...page.Contents.map((o) => decodeURIComponent(o.Key)));
  if (page.IsTruncated !== 'true') break;
  Marker = decodeURIComponent(page.NextMarker);
}

const objects = [];
for (const key of v1) {
  const { headers } = await client.headObject({ ...at, Key: key });
  const { Body } = await client.getObject({ ...at, Key: key });
  const meta = Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-cos-meta-')).map(([name, value]) => [name.slice(11), value]));
  objects.push({ key, size: Body.length, md5: createHash('md5').update(Body).digest('hex'), meta });
}
console.log(JSON.stringify({ objects, v1 }));
