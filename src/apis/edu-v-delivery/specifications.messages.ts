import {
  Int,
  ListOf,
  ListOfText,
  Nested,
  Optional,
  Text,
} from '../../platform/validation/fields.js';
import { SchoolReference, UserReference } from './references.messages.js';

/** Fields of every delivery to a whole school, or to groups of it. */
export class SchoolAllSpecification {
  @Nested(() => SchoolReference, 'The school that receives the product')
  school!: SchoolReference;

  @Optional()
  @Int('Total number of activations that were bought', { example: 100 })
  totalQuantity?: number;
}

export class SchoolAdminSpecification extends SchoolAllSpecification {}

export class StudyYearQuantity {
  @Optional()
  @Text('Identifier of the study year, from the SIS APIs; the source does not require it', {
    example: 'SY-4H',
  })
  studyYearId?: string;

  @Optional()
  @Int('Part of the total quantity for this study year', { example: 60 })
  quantity?: number;
}

export class SchoolStudiesSpecification extends SchoolAllSpecification {
  @ListOf(() => StudyYearQuantity, 'The study years whose students may activate the product')
  studyYears!: StudyYearQuantity[];
}

export class SubjectQuantity {
  @Optional()
  @Text('Identifier of the subject, from the SIS APIs; the source does not require it', {
    example: 'SUB-EN',
  })
  subjectId?: string;

  @Optional()
  @Int('Part of the total quantity for this subject', { example: 60 })
  quantity?: number;
}

export class SchoolSubjectsSpecification extends SchoolAllSpecification {
  @ListOf(() => SubjectQuantity, 'The subjects whose students may activate the product')
  subjects!: SubjectQuantity[];
}

export class GroupQuantity {
  @Optional()
  @Text('Identifier of the group, from the SIS APIs; the source does not require it', {
    example: 'G-1',
  })
  groupId?: string;

  @Optional()
  @Int('Part of the total quantity for this group', { example: 60 })
  quantity?: number;
}

export class SchoolGroupsSpecification extends SchoolAllSpecification {
  @ListOf(() => GroupQuantity, 'The groups whose students may activate the product')
  groups!: GroupQuantity[];
}

export class SchoolStudentsSpecification {
  @Nested(() => SchoolReference, 'The school of the students')
  school!: SchoolReference;

  @ListOf(() => UserReference, 'The students who may activate the product')
  students!: UserReference[];
}

export class SchoolEmployeesSpecification {
  @Nested(() => SchoolReference, 'The school of the employees')
  school!: SchoolReference;

  @ListOf(() => UserReference, 'The employees who may activate the product')
  employees!: UserReference[];
}

export class SchoolActivationCodesSpecification {
  @Nested(() => SchoolReference, 'The school that distributes the codes')
  school!: SchoolReference;

  @ListOfText('The codes, requested from the Licentieregistratie')
  activationCodes!: string[];
}

export class CustomerStudentSpecification {
  @Nested(() => UserReference, 'The student who may activate the product')
  student!: UserReference;
}

export class CustomerActivationCodeSpecification {
  @Text('The code, requested from the Licentieregistratie', {
    example: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE',
  })
  activationCode!: string;
}
