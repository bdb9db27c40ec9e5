/** The chapter of the API's documents that accounts and organisations stand in. */
export const tag = '单位与账号';
