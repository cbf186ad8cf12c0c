-- CreateTable
CREATE TABLE "RemovedNote" (
    "id" BIGSERIAL NOT NULL,
    "layerId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "byMemberId" TEXT NOT NULL,
    "record" JSONB NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "restoredAt" TIMESTAMP(3),

    CONSTRAINT "RemovedNote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Report" (
    "id" TEXT NOT NULL,
    "layerId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "byMemberId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settledAt" TIMESTAMP(3),

    CONSTRAINT "Report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Mute" (
    "memberId" TEXT NOT NULL,
    "mutedId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Mute_pkey" PRIMARY KEY ("memberId","mutedId")
);

-- CreateIndex
CREATE INDEX "RemovedNote_layerId_idx" ON "RemovedNote"("layerId");

-- CreateIndex
CREATE INDEX "RemovedNote_memberId_idx" ON "RemovedNote"("memberId");

-- CreateIndex
CREATE UNIQUE INDEX "Report_layerId_key_byMemberId_key" ON "Report"("layerId", "key", "byMemberId");

-- CreateIndex
CREATE INDEX "Mute_mutedId_idx" ON "Mute"("mutedId");

-- AddForeignKey
ALTER TABLE "RemovedNote" ADD CONSTRAINT "RemovedNote_layerId_fkey" FOREIGN KEY ("layerId") REFERENCES "Layer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_layerId_fkey" FOREIGN KEY ("layerId") REFERENCES "Layer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mute" ADD CONSTRAINT "Mute_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mute" ADD CONSTRAINT "Mute_mutedId_fkey" FOREIGN KEY ("mutedId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
