-- CreateEnum
CREATE TYPE "PseudonymMode" AS ENUM ('off', 'allowed', 'required');

-- DropIndex
DROP INDEX "Group_seminarId_name_key";

-- AlterTable
ALTER TABLE "Group" ADD COLUMN     "cut" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "ownName" TEXT,
ADD COLUMN     "pseudonym" TEXT,
ADD COLUMN     "rosterEmail" TEXT,
ADD COLUMN     "rosterName" TEXT,
ADD COLUMN     "seenAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "Seminar" ADD COLUMN     "cut" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "namesVersion" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "pseudonyms" "PseudonymMode" NOT NULL DEFAULT 'off',
ADD COLUMN     "studentLimit" INTEGER;

-- AlterTable
ALTER TABLE "SetupToken" ADD COLUMN     "memberId" TEXT;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "emailProven" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "placeholder" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "pronouns" TEXT;

-- CreateTable
CREATE TABLE "GroupSight" (
    "memberId" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,

    CONSTRAINT "GroupSight_pkey" PRIMARY KEY ("memberId","groupId")
);

-- CreateIndex
CREATE INDEX "GroupSight_groupId_idx" ON "GroupSight"("groupId");

-- CreateIndex
CREATE UNIQUE INDEX "Group_seminarId_cut_name_key" ON "Group"("seminarId", "cut", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Member_seminarId_rosterEmail_key" ON "Member"("seminarId", "rosterEmail");

-- CreateIndex
CREATE UNIQUE INDEX "Member_seminarId_pseudonym_key" ON "Member"("seminarId", "pseudonym");

-- CreateIndex
CREATE INDEX "SetupToken_memberId_idx" ON "SetupToken"("memberId");

-- AddForeignKey
ALTER TABLE "SetupToken" ADD CONSTRAINT "SetupToken_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupSight" ADD CONSTRAINT "GroupSight_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupSight" ADD CONSTRAINT "GroupSight_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who is a member by now has come.
UPDATE "Member" SET "seenAt" = "joinedAt";

-- These e-mails were vouched for: by an identity provider, or by who set up the account of an instructor.
UPDATE "User" SET "emailProven" = true
 WHERE "email" IS NOT NULL
   AND ("teaches" OR "sample" OR EXISTS (SELECT 1 FROM "Account" WHERE "Account"."userId" = "User"."id"));
