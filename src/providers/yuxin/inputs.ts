/** The input of each method by the method's name. A field that GraphQL names differently does not compile. */
export interface YuxinInputs {
  readonly MOBILE_OWNER: { readonly idCard: string; readonly userName: string; readonly mobileNo: string };
}
