/** Products and folders that end with the test that made them. */
import { rm } from 'node:fs/promises';
import { afterEach } from 'vitest';
import { type Product, type StartOptions, startProduct, temporaryFolder } from './product.ts';

const products: Product[] = [];
const folders: string[] = [];

/** Starts a product that is killed after the test, unless it has ended by then. */
export async function start(options: StartOptions = {}): Promise<Product> {
  const product = await startProduct(options);
  products.push(product);
  return product;
}

/** A folder that is removed after the test. */
export async function folder(): Promise<string> {
  const made = await temporaryFolder();
  folders.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(products.splice(0).map((product) => product.kill()));
  await Promise.all(folders.splice(0).map((path) => rm(path, { recursive: true, force: true })));
});
