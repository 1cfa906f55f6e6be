/** Invented people: their numbers have right check digits and belong to nobody. */
export const liu = { realName: '柳试一', identityNo: '330102198806170019', mobileNo: '19912340000' } as const;
export const ouyang = {
  realName: '欧阳试二',
  identityNo: '330102197103040029',
  mobileNo: '19912341111',
} as const;
