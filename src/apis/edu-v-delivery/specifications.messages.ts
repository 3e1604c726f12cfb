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
  @Nested(() => SchoolReference, 'The school to which is delivered')
  school!: SchoolReference;

  @Optional()
  @Int('How many may be activated in all, as bought', { example: 100 })
  totalQuantity?: number;
}

export class SchoolAdminSpecification extends SchoolAllSpecification {}

export class StudyYearQuantity {
  @Text('Identifier of the study year, from the SIS APIs', { example: 'SY-4H' })
  studyYearId!: string;

  @Optional()
  @Int('How many of the total are for it', { example: 60 })
  quantity?: number;
}

export class SchoolStudiesSpecification extends SchoolAllSpecification {
  @ListOf(() => StudyYearQuantity, 'The study years whose students may activate')
  studyYears!: StudyYearQuantity[];
}

export class SubjectQuantity {
  @Text('Identifier of the subject, from the SIS APIs', { example: 'SUB-EN' })
  subjectId!: string;

  @Optional()
  @Int('How many of the total are for it', { example: 60 })
  quantity?: number;
}

export class SchoolSubjectsSpecification extends SchoolAllSpecification {
  @ListOf(() => SubjectQuantity, 'The subjects whose students may activate')
  subjects!: SubjectQuantity[];
}

export class GroupQuantity {
  @Text('Identifier of the group, from the SIS APIs', { example: 'G-1' })
  groupId!: string;

  @Optional()
  @Int('How many of the total are for it', { example: 60 })
  quantity?: number;
}

export class SchoolGroupsSpecification extends SchoolAllSpecification {
  @ListOf(() => GroupQuantity, 'The groups whose students may activate')
  groups!: GroupQuantity[];
}

export class SchoolStudentsSpecification {
  @Nested(() => SchoolReference, 'The school of the students')
  school!: SchoolReference;

  @ListOf(() => UserReference, 'The students who may activate')
  students!: UserReference[];
}

export class SchoolEmployeesSpecification {
  @Nested(() => SchoolReference, 'The school of the employees')
  school!: SchoolReference;

  @ListOf(() => UserReference, 'The employees who may activate')
  employees!: UserReference[];
}

export class SchoolActivationCodesSpecification {
  @Nested(() => SchoolReference, 'The school that hands out the codes')
  school!: SchoolReference;

  @ListOfText('The codes, asked for at the Licentieregistratie')
  activationCodes!: string[];
}

export class CustomerStudentSpecification {
  @Nested(() => UserReference, 'The student who may activate')
  student!: UserReference;
}

export class CustomerActivationCodeSpecification {
  @Text('The code, asked for at the Licentieregistratie', {
    example: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE',
  })
  activationCode!: string;
}
