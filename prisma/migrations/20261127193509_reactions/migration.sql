-- CreateTable
CREATE TABLE "ReactionRow" (
    "layerId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "annotationKey" TEXT NOT NULL,
    "commentKey" TEXT,
    "reaction" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "editedAt" TIMESTAMP(3),

    CONSTRAINT "ReactionRow_pkey" PRIMARY KEY ("layerId","key")
);

-- CreateIndex
CREATE INDEX "ReactionRow_layerId_annotationKey_idx" ON "ReactionRow"("layerId", "annotationKey");

-- AddForeignKey
ALTER TABLE "ReactionRow" ADD CONSTRAINT "ReactionRow_layerId_fkey" FOREIGN KEY ("layerId") REFERENCES "Layer"("id") ON DELETE CASCADE ON UPDATE CASCADE;
