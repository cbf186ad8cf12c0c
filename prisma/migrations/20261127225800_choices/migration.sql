-- AlterTable
ALTER TABLE "User" ADD COLUMN     "choices" JSONB,
ADD COLUMN     "choicesAt" TIMESTAMP(3);
