import { titleOf, withArticle, inWords } from './texts';

describe('titleOf', () => {
  it.each([
    ['keepOnDelete', 'Keep on delete'],
    ['vpcCIDR', 'VPC CIDR'],
    ['subnetIDs', 'Subnet IDs'],
    ['storageGB', 'Storage GB'],
    ['XPostgreSQLInstance', 'X PostgreSQL instance'],
    ['kmsKeyARN', 'KMS key ARN'],
    ['max_size', 'Max size'],
    ['ipv4', 'Ipv4'],
    ['名前', '名前'],
  ])('writes %s as %s', (name, title) => {
    expect(titleOf(name)).toBe(title);
  });
});

describe('withArticle', () => {
  it.each([
    ['ObjectStore', 'an object store'],
    ['EKSSet', 'an EKS set'],
    ['DNSZone', 'a DNS zone'],
    ['Backup', 'a backup'],
  ])('tells of %s as %s', (kind, words) => {
    expect(withArticle(inWords(kind))).toBe(words);
  });
});
