-- CreateEnum
CREATE TYPE "MailWish" AS ENUM ('off', 'daily', 'named');

-- CreateTable
CREATE TABLE "Mailing" (
    "userId" TEXT NOT NULL,
    "how" "MailWish" NOT NULL DEFAULT 'daily',
    "language" TEXT NOT NULL DEFAULT 'en',
    "digestAt" TIMESTAMP(3),
    "digestUntil" TIMESTAMP(3),
    "namedUntil" TIMESTAMP(3),
    "confirmAt" TIMESTAMP(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "retryAt" TIMESTAMP(3),
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Mailing_pkey" PRIMARY KEY ("userId")
);

-- AddForeignKey
ALTER TABLE "Mailing" ADD CONSTRAINT "Mailing_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
