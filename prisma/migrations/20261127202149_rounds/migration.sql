-- CreateEnum
CREATE TYPE "RevealRule" AS ENUM ('hand', 'quorum', 'posted');

-- AlterEnum
ALTER TYPE "LayerKind" ADD VALUE 'member';

-- AlterTable
ALTER TABLE "Round" ADD COLUMN     "instructions" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "revealCount" INTEGER,
ADD COLUMN     "revealRule" "RevealRule" NOT NULL DEFAULT 'hand',
ADD COLUMN     "revealedAt" TIMESTAMP(3),
ADD COLUMN     "targetClaims" INTEGER,
ADD COLUMN     "targetComments" INTEGER,
ADD COLUMN     "targetReplies" INTEGER;

-- CreateTable
CREATE TABLE "RoundReveal" (
    "roundId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RoundReveal_pkey" PRIMARY KEY ("roundId","memberId")
);

-- AddForeignKey
ALTER TABLE "RoundReveal" ADD CONSTRAINT "RoundReveal_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "Round"("id") ON DELETE CASCADE ON UPDATE CASCADE;
