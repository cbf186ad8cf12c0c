-- CreateEnum
CREATE TYPE "RetainThen" AS ENUM ('archive', 'delete');

-- AlterTable
ALTER TABLE "Seminar" ADD COLUMN     "archivedAt" TIMESTAMP(3),
ADD COLUMN     "retainThen" "RetainThen" NOT NULL DEFAULT 'archive',
ADD COLUMN     "retainUntil" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "leftAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "Layer" ADD COLUMN     "forgottenBefore" BIGINT;
